/** The server's methods, by name. The only place where their dotted paths stand. */
import { get, getAsAnyone, post, postAsAnyone, postForm } from './call'
import type * as contract from './contract'

const app = (path: string) => `women_incubation.${path}`

export const logIn = (usr: string, pwd: string) => postAsAnyone<string>('login', { usr, pwd })
export const logOut = () => postAsAnyone<null>('logout')
export const setLanguage = (language: string) => post<null>(app('field_app.api.set_language'), { language })

export const mySessions = (from_date: string, to_date: string) =>
  get<{ server_time_utc: string; sessions: contract.TrainingSession[] }>(app('training.api.my_sessions'), { from_date, to_date })
export const facesOf = (session: string) => get<{ faces: contract.PortraitAnswer[] }>(app('training.api.faces'), { session })
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

export const inbox = () =>
  get<{ items: contract.InboxItem[]; history: contract.HistoryItem[]; standing_in_for?: string[] }>(app('disbursement.api.inbox'))
export const decide = (decision: contract.Decision) =>
  post<{ name: string; workflow_state: string; modified: string }>(app('disbursement.api.decide'), decision)
export const decideMany = (decisions: contract.Decision[]) =>
  post<{ answers: contract.DecisionAnswer[] }>(app('disbursement.api.decide_many'), { decisions })
export const myPayments = () => get<{ payments: contract.Payment[] }>(app('disbursement.api.my_payments'))
export const confirmReceipt = (client_key: string, name: string) =>
  post<{ name: string; workflow_state: string }>(app('disbursement.api.confirm_receipt'), { client_key, name })

export const registrationForm = () => getAsAnyone<contract.RegistrationForm>(app('people.guest_api.registration_form'))
export const placesIn = (parent: string) => getAsAnyone<{ places: contract.Place[] }>(app('people.guest_api.places'), { parent })
export const registerMyself = (values: object) => postAsAnyone<contract.CodeSent & { request: string }>(app('people.guest_api.register_myself'), { values })
export const resendCode = (request: string) => postAsAnyone<contract.CodeSent>(app('people.guest_api.resend_code'), { request })
export const confirmRegistration = (request: string, code: string) =>
  postAsAnyone<{ received: boolean }>(app('people.guest_api.confirm_registration'), { request, code })
export const requestCode = (address: string, language: string) =>
  postAsAnyone<contract.CodeSent>(app('people.guest_api.request_code'), { address, language })
export const logInWithCode = (address: string, code: string, woman: string | null) =>
  postAsAnyone<contract.CodeAnswer>(app('people.guest_api.log_in_with_code'), { address, code, woman })

export const registerWoman = (client_key: string, values: object) =>
  post<{ name: string; full_name: string; full_name_ar: string }>(app('people.api.register'), { client_key, values })
export const similarWomen = (values: object) =>
  post<{ candidates: contract.Candidate[]; may_save_anyway: boolean }>(app('people.api.similar'), { values })

export const myNotices = () => get<{ unread: number; notices: contract.Notice[] }>(app('field_app.api.my_notices'))
export const markRead = (names: string[]) => post<{ unread: number }>(app('field_app.api.mark_read'), { names })
export const askForHelp = (client_key: string, about: string, text: string) =>
  post<{ asked: string }>(app('field_app.api.ask_for_help'), { client_key, about, text })

export const myAttendance = () => get<{ paths: contract.OwnPath[]; sessions: contract.OwnSession[] }>(app('training.api.my_attendance'))
export const myCertificates = () => get<contract.Certificate[]>(app('training.api.my_certificates'))
export const giveFeedback = (client_key: string, session: string, usefulness: number, clarity: number) =>
  post<object>(app('training.api.give_feedback'), { client_key, session, usefulness, clarity })

export const readyPayments = () => get<{ payments: contract.ReadyPayment[] }>(app('disbursement.batch_api.ready'))
export const batches = () => get<{ batches: contract.Batch[] }>(app('disbursement.batch_api.history'))
export const batch = (name: string) => get<contract.WholeBatch>(app('disbursement.batch_api.batch'), { name })
export const makeBatch = (client_key: string, unit: string, payments: string[], debtor_name: string, debtor_rib: string) =>
  post<contract.WholeBatch>(app('disbursement.batch_api.make'), { client_key, unit, payments, debtor_name, debtor_rib })
export const sendBatch = (client_key: string, name: string) => post<contract.WholeBatch>(app('disbursement.batch_api.send'), { client_key, name })
export const importBankResult = (client_key: string, name: string, content: string) =>
  post<{ answers: { row: number; payment: string; outcome: string; message: string }[] }>(app('disbursement.batch_api.import_result'), { client_key, name, content })

export const myAlerts = () => get<{ alerts: contract.Alert[] }>(app('follow_up.api.my_alerts'))
export const handleAlert = (client_key: string, name: string, note: string) =>
  post<{ name: string; status: string }>(app('follow_up.api.handle_alert'), { client_key, name, note })
export const dueFollowUps = () => get<{ follow_ups: contract.FollowUp[] }>(app('follow_up.api.due_follow_ups'))

export const coachedProjects = () => get<{ projects: contract.CoachedProject[] }>(app('incubation.visits_api.my_projects'))
export const syncVisits = (visits: contract.Visit[], device: string) =>
  post<{ answers: contract.VisitAnswer[] }>(app('incubation.visits_api.sync_visits'), { visits, device })
export const committeeDecision = (project: string) => get<contract.CommitteeDecision>(app('incubation.appeals_api.decision'), { project })
export const mySelection = () => get<{ decisions: contract.SelectionDecision[] }>(app('people.targeting.api.my_selection'))
export const appealSelection = (client_key: string, row: string, grounds: string) =>
  post<{ name: string; status: string }>(app('people.targeting.api.appeal'), { client_key, row, grounds })
export const myConsents = () => get<{ consents: contract.OwnConsent[] }>(app('people.api.my_consents'))
export const withdrawMyConsent = (client_key: string, purpose: string) => post<object>(app('people.api.withdraw_my_consent'), { client_key, purpose })
export const giveMyConsent = (client_key: string, purpose: string) => post<object>(app('people.api.give_my_consent'), { client_key, purpose })
export const lodgeAppeal = (client_key: string, project: string, grounds: string) =>
  post<object>(app('incubation.appeals_api.lodge'), { client_key, project, grounds })

export const board = (unit: string) => get<{ columns: contract.BoardColumn[] }>(app('incubation.board_api.board'), unit ? { unit } : {})
export const boardProvinces = () => get<{ provinces: contract.BoardProvince[] }>(app('incubation.board_api.provinces'))
export const groups = () => get<{ groups: contract.GroupRow[] }>(app('training.groups_api.groups'))
export const groupPage = (name: string) => get<contract.Group>(app('training.groups_api.group'), { name })

/** Where the browser opens a printed paper. */
export function paperAddress(kind: string, name: string, language: string): string {
  const query = new URLSearchParams({ kind, name, language: language === 'en' ? 'fr' : language })
  return `/api/method/${app('papers.api.paper')}?${query}`
}

export function batchFileAddress(name: string, format: string): string {
  return `/api/method/${app('disbursement.batch_api.file')}?${new URLSearchParams({ name, format })}`
}

/** What is missing of a photo that belongs to her proposal. */
export const photoState = (project: string, photo: contract.PhotoName) =>
  get<contract.PhotoState>(app('incubation.quotes_api.photo_state'), { project, digest: photo.digest, size: String(photo.size) })

export function sendPiece(project: string, photo: contract.PhotoName, number: number, piece: Blob): Promise<contract.PhotoState> {
  const form = new FormData()
  const values = { project, digest: photo.digest, size: photo.size, number }
  Object.entries(values).forEach(([key, value]) => form.append(key, String(value)))
  form.append('piece', piece, 'piece')
  return postForm<contract.PhotoState>(app('incubation.quotes_api.send_piece'), form)
}
