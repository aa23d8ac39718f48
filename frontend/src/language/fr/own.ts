/** What is hers: her photos on their way, what was decided about her place, what she agreed to. */
export const own = {
  'quote.choose': 'Dans le téléphone',
  'quote.part': 'Envoi de la photo… {percent} %',
  'quote.retry': 'Renvoyer',
  'quote.full': 'Ce téléphone n’a plus de place pour garder la photo. Effacez d’anciennes photos, puis réessayez.',

  'logout.drafts.open': 'Les ouvrir',
  'account.shared': 'Plusieurs personnes utilisent ce téléphone ? Après la déconnexion, il ne garde rien de vous et une autre peut se connecter aussitôt.',
}
