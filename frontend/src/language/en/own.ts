/** What is hers: her photos on their way, what was decided about her place, what she agreed to. */
export const own = {
  'quote.choose': 'From the phone',
  'quote.part': 'Sending the photo… {percent} %',
  'quote.retry': 'Send again',
  'quote.full': 'This phone has no room left to keep the photo. Delete some old pictures, then try again.',

  'logout.drafts.open': 'Open them',
  'account.shared': 'Do several people use this phone? After logging out it keeps nothing of you, and somebody else can log in at once.',
}
