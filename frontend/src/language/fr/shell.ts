/** The frame of the app: log-in, places, states, the account. */
export const shell = {
  'app.name': 'Incubation au féminin',
  'app.motto': 'Former les femmes, accompagner leurs projets',
  'app.skip': 'Aller au contenu',

  'action.back': 'Retour',
  'action.cancel': 'Annuler',
  'action.close': 'Fermer',
  'action.edit': 'Modifier',
  'action.not-yet': 'Pas encore',
  'action.ok': 'D’accord',
  'action.retry': 'Réessayer',

  'aloud.start': 'Lire à voix haute',
  'aloud.stop': 'Arrêter la lecture',

  'form.example': 'Voir un exemple',

  'language.label': 'Langue',

  'nav.label': 'Rubriques',
  'nav.sessions': 'Séances',
  'nav.path': 'Mon parcours',
  'nav.project': 'Mon projet',
  'nav.money': 'Mon argent',
  'nav.inbox': 'À décider',
  'nav.history': 'Historique',
  'nav.desk': 'Bureau',
  'nav.account': 'Mon compte',

  'home.trainer': 'Formation',
  'home.woman': 'Mon parcours',
  'home.funder': 'Décaissements',
  'home.desk': 'Bureau',

  'state.loading': 'Chargement…',
  'state.error.title': 'Cette page n’a pas pu s’ouvrir',
  'state.offline.title': 'Pas de réseau',
  'state.kept': 'Pas de réseau : voici ce que le téléphone a gardé le {moment}.',

  'network.offline': 'Hors ligne',

  'error.no-answer': 'Le serveur ne répond pas. Vérifiez le réseau ; rien de ce qui est écrit n’est perdu.',
  'error.server': 'Un problème est survenu sur le serveur. Ce n’est pas de votre fait ; réessayez dans un instant.',
  'error.logged-out': 'Vous êtes déconnecté(e). Reconnectez-vous ; ce qui est écrit est gardé sur ce téléphone.',
  'error.refused': 'Le serveur n’a pas accepté cette demande.',
  'error.unknown': 'Un imprévu est survenu. Réessayez.',

  'away.title': 'Vous êtes déconnecté(e)',
  'away.text': 'Rien n’est perdu : ce qui est sur ce téléphone sera envoyé après connexion.',

  'version.ready': 'Une version plus récente est prête.',
  'version.take': 'L’utiliser',

  'login.title': 'Se connecter',
  'login.user': 'E-mail ou téléphone',
  'login.password': 'Mot de passe',
  'login.show': 'Afficher le mot de passe',
  'login.hide': 'Masquer le mot de passe',
  'login.submit': 'Se connecter',
  'login.busy': 'Un instant…',
  'login.missing': 'Écrivez votre e-mail ou téléphone et votre mot de passe.',
  'login.wrong': 'Cet e-mail ou téléphone et ce mot de passe ne vont pas ensemble. Vérifiez les deux et réessayez.',
  'login.too-often': 'Trop d’essais. Attendez cinq minutes, puis réessayez.',
  'login.offline': 'Il n’y a pas de réseau : la connexion en a besoin.',
  'login.help': 'Difficulté à se connecter ? Demandez à votre coordination.',
  'login.forgot': 'Mot de passe oublié',
  'login.left': { one: 'Ce téléphone garde encore 1 élément non envoyé de {user}. Il partira quand cette personne se connectera.', other: 'Ce téléphone garde encore {count} éléments non envoyés de {user}. Ils partiront quand cette personne se connectera.' },

  'account.homes': 'Aller à',
  'account.letters': 'Taille des lettres',
  'account.letter': 'A',
  'account.letters.0': 'Lettres normales',
  'account.letters.1': 'Grandes lettres',
  'account.letters.2': 'Très grandes lettres',
  'account.theme': 'Clair ou sombre',

  'theme.auto': 'Comme le téléphone',
  'theme.light': 'Clair',
  'theme.dark': 'Sombre',

  'account.kept': 'L’application est gardée sur ce téléphone et s’ouvre sans réseau.',
  'account.not-kept': 'Sur ce téléphone, l’application a besoin du réseau pour s’ouvrir.',

  'logout.open': 'Se déconnecter',
  'logout.title': 'Se déconnecter ?',
  'logout.text': 'Tout ce que ce téléphone garde de vous sera effacé.',
  'logout.confirm': 'Se déconnecter',
  'logout.stay': 'Rester',
  'logout.unsent': 'Tout n’est pas encore envoyé',
  'logout.marks': { one: '1 pointage n’est que sur ce téléphone.', other: '{count} pointages ne sont que sur ce téléphone.' },
  'logout.drafts': { one: '1 texte n’est que sur ce téléphone.', other: '{count} textes ne sont que sur ce téléphone.' },
  'logout.sure': 'Je sais que ce sera perdu',
  'logout.drop': 'Effacer et se déconnecter',
  'logout.failed': 'Vous êtes toujours connecté(e).',

  'missing.title': 'Introuvable',
  'missing.heading': 'Cette page n’existe pas ici',
  'missing.text': 'L’adresse est peut-être ancienne, ou la page appartient à un autre rôle.',
  'missing.home': 'Aller à ma première page',

  'desk.title': 'Votre travail se fait au bureau',
  'desk.text': 'Registres, groupes, projets, séances et rapports y sont gérés, de préférence sur un grand écran.',
  'desk.open': 'Ouvrir le bureau',
  'desk.none': 'Rien n’est encore prévu pour vous',
  'desk.none.text': 'Votre compte n’a pas de rôle dans le programme. Demandez à votre coordination.',
}
