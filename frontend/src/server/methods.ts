/** The server's methods, by name. The only place where their dotted paths stand. */
import { get, post, postAsAnyone, postForm } from './call'
import type * as contract from './contract'

const app = (path: string) => `women_incubation.${path}`

export const logIn = (usr: string, pwd: string) => postAsAnyone<string>('login', { usr, pwd })
export const logOut = () => postAsAnyone<null>('logout')
export const setLanguage = (language: string) => post<null>(app('field_app.api.set_language'), { language })

export const mySessions = (from_date: string, to_date: string) =>
  get<{ server_time_utc: string; sessions: contract.TrainingSession[] }>(app('training.api.my_sessions'), { from_date, to_date })
export const syncAttendance = (events: contract.AttendanceEvent[], device: string) =>
  post<contract.SyncResult>(app('training.api.sync'), { events, device })

export const myPath = () => get<contract.MyPath>(app('incubation.api.my_path'))
export const openCalls = () => get<{ calls: contract.OpenCall[] }>(app('incubation.api.open_calls'))
export const myProposal = (name: string) => get<contract.Proposal>(app('incubation.api.my_proposal'), { name })
export const saveProposal = (client_key: string, values: contract.ProposalValues, name: string | null, modified: string | null) =>
  post<contract.Proposal>(app('incubation.api.save_proposal'), { client_key, values, name, modified })
export const submitProposal = (client_key: string, name: string) =>
  post<contract.Proposal>(app('incubation.api.submit_proposal'), { client_key, name })
export const withdrawProposal = (client_key: string, name: string, reason: string) =>
  post<contract.Proposal>(app('incubation.api.withdraw_proposal'), { client_key, name, reason })

export const inbox = () => get<{ items: contract.InboxItem[]; history: contract.HistoryItem[] }>(app('disbursement.api.inbox'))
export const decide = (decision: contract.Decision) =>
  post<{ name: string; workflow_state: string; modified: string }>(app('disbursement.api.decide'), decision)
export const decideMany = (decisions: contract.Decision[]) =>
  post<{ answers: contract.DecisionAnswer[] }>(app('disbursement.api.decide_many'), { decisions })
export const myPayments = () => get<{ payments: contract.Payment[] }>(app('disbursement.api.my_payments'))
export const confirmReceipt = (client_key: string, name: string) =>
  post<{ name: string; workflow_state: string }>(app('disbursement.api.confirm_receipt'), { client_key, name })

/** Sends a private file for a proposal; answers with the address that the proposal stores. */
export async function uploadQuote(file: Blob, fileName: string, proposal: string): Promise<string> {
  const form = new FormData()
  form.append('file', file, fileName)
  form.append('is_private', '1')
  form.append('doctype', 'Project Proposal')
  form.append('docname', proposal)
  const stored = await postForm<{ file_url: string }>('upload_file', form)
  return stored.file_url
}
