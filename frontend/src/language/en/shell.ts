/** The frame of the app: log-in, places, states, the account. */
export const shell = {
  'app.name': 'Women Incubation',
  'app.motto': 'Training women, and walking with their projects',
  'app.skip': 'Skip to the content',

  'action.back': 'Back',
  'action.cancel': 'Cancel',
  'action.close': 'Close',
  'action.edit': 'Change',
  'action.not-yet': 'Not yet',
  'action.ok': 'All right',
  'action.retry': 'Try again',

  'aloud.start': 'Read aloud',
  'aloud.stop': 'Stop reading',

  'form.example': 'See an example',

  'language.label': 'Language',

  'nav.label': 'Main places',
  'nav.sessions': 'Sessions',
  'nav.path': 'My path',
  'nav.project': 'My project',
  'nav.money': 'My money',
  'nav.inbox': 'To decide',
  'nav.history': 'History',
  'nav.desk': 'Office',
  'nav.account': 'My account',

  'home.trainer': 'Training',
  'home.woman': 'My path',
  'home.funder': 'Payments',
  'home.desk': 'Office',

  'state.loading': 'Loading…',
  'state.error.title': 'This page could not be opened',
  'state.offline.title': 'No network',
  'state.kept': 'No network: this is what the phone kept on {moment}.',

  'network.offline': 'No network',

  'error.no-answer': 'The server does not answer. Check the network; nothing you wrote is lost.',
  'error.server': 'Something broke on the server. It is not your fault; please try again in a moment.',
  'error.logged-out': 'You are logged out. Log in again; what you wrote is kept on this phone.',
  'error.refused': 'The server did not accept this.',
  'error.unknown': 'Something unexpected happened. Please try again.',

  'away.title': 'You are logged out',
  'away.text': 'Nothing is lost: what is on this phone will be sent after you log in.',

  'version.ready': 'A newer version is ready.',
  'version.take': 'Use it',

  'login.title': 'Log in',
  'login.user': 'E-mail or phone',
  'login.password': 'Password',
  'login.show': 'Show the password',
  'login.hide': 'Hide the password',
  'login.submit': 'Log in',
  'login.busy': 'One moment…',
  'login.missing': 'Write your e-mail or phone and your password.',
  'login.wrong': 'This e-mail or phone and this password do not go together. Check both and try again.',
  'login.too-often': 'Too many attempts. Wait five minutes, then try again.',
  'login.offline': 'There is no network: logging in needs one.',
  'login.help': 'Trouble logging in? Ask your coordinator.',
  'login.forgot': 'Forgot the password',
  'login.left': { one: 'This phone still keeps 1 unsent item of {user}. It will be sent when that person logs in.', other: 'This phone still keeps {count} unsent items of {user}. They will be sent when that person logs in.' },

  'account.homes': 'Go to',
  'account.letters': 'Size of the letters',
  'account.letter': 'A',
  'account.letters.0': 'Normal letters',
  'account.letters.1': 'Large letters',
  'account.letters.2': 'Very large letters',
  'account.theme': 'Light or dark',

  'theme.auto': 'As the phone',
  'theme.light': 'Light',
  'theme.dark': 'Dark',

  'account.kept': 'The app is kept on this phone and opens without a network.',
  'account.not-kept': 'On this phone the app needs a network to open.',

  'logout.open': 'Log out',
  'logout.title': 'Log out?',
  'logout.text': 'Everything this phone keeps of you will be deleted.',
  'logout.confirm': 'Log out',
  'logout.stay': 'Stay',
  'logout.unsent': 'Not everything has been sent',
  'logout.marks': { one: '1 attendance mark is only on this phone.', other: '{count} attendance marks are only on this phone.' },
  'logout.drafts': { one: '1 text is only on this phone.', other: '{count} texts are only on this phone.' },
  'logout.sure': 'I know that it will be lost',
  'logout.drop': 'Delete it and log out',
  'logout.failed': 'You are still logged in.',

  'missing.title': 'Not found',
  'missing.heading': 'There is no such page here',
  'missing.text': 'The address may be old, or the page belongs to another role.',
  'missing.home': 'Go to my first page',

  'desk.title': 'Your work is in the office',
  'desk.text': 'Registers, groups, projects, sittings and reports are managed there, best on a large screen.',
  'desk.open': 'Open the office',
  'desk.none': 'Nothing is set up for you yet',
  'desk.none.text': 'Your account has no role in the programme. Ask your coordinator.',
}
