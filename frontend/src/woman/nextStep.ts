/** The one thing that a woman can or should know next, out of everything that goes on. */
import type { MessageKey } from '@/language/catalogue'
import type { MyPath, Payment } from '@/server/contract'

export interface Next {
  title: MessageKey
  text: MessageKey
  /** Where to do it; null when nothing is hers to do. */
  to: string | null
  action: MessageKey | null
}

/** States in which a project is over. */
const OVER = ['Rejected', 'Withdrawn', 'Discontinued', 'Economically Integrated']

export function nextOf(path: MyPath, payments: readonly Payment[]): Next {
  if (payments.some((payment) => payment.workflow_state === 'Paid')) {
    return { title: 'next.money', text: 'next.money.text', to: '/payments', action: 'next.money.action' }
  }
  const project = path.projects.find((each) => !OVER.includes(each.workflow_state)) ?? path.projects[0]
  if (project) return nextOfProject(project.name, project.workflow_state)
  const selected = path.steps.find((step) => step.key === 'selected')
  if (selected?.state !== 'done') return nextBeforeSelection(String(selected?.detail?.status ?? ''))
  const trained = path.steps.find((step) => step.key === 'trained')
  if (trained?.state !== 'done') return { title: 'next.training', text: 'next.training.text', to: null, action: null }
  return { title: 'next.start', text: 'next.start.text', to: '/proposals', action: 'next.start.action' }
}

function nextBeforeSelection(status: string): Next {
  switch (status) {
    case 'Waiting List':
      return { title: 'next.turn', text: 'next.turn.text', to: '/selection', action: 'next.turn.action' }
    case 'Not Selected':
      return { title: 'next.refused', text: 'next.refused.text', to: '/selection', action: 'next.reasons' }
    default:
      return { title: 'next.commission', text: 'next.commission.text', to: null, action: null }
  }
}

function nextOfProject(name: string, state: string): Next {
  const to = `/proposals/${name}`
  switch (state) {
    case 'Idea':
      return { title: 'next.finish', text: 'next.finish.text', to, action: 'next.finish.action' }
    case 'Changes Requested':
      return { title: 'next.changes', text: 'next.changes.text', to, action: 'next.changes.action' }
    case 'Submitted':
    case 'Under Review':
    case 'Shortlisted':
    case 'Waiting List':
      return { title: 'next.wait', text: 'next.wait.text', to, action: 'next.look' }
    case 'Approved':
      return { title: 'next.contract', text: 'next.contract.text', to, action: 'next.look' }
    case 'Contracted':
    case 'In Incubation':
      return { title: 'next.incubation', text: 'next.incubation.text', to: '/payments', action: 'next.see-money' }
    case 'Activity Started':
      return { title: 'next.activity', text: 'next.activity.text', to: '/payments', action: 'next.see-money' }
    case 'Economically Integrated':
      return { title: 'next.integrated', text: 'next.integrated.text', to: null, action: null }
    default:
      return { title: 'next.over', text: 'next.over.text', to, action: 'next.reasons' }
  }
}
