/** Texts of the list of this browser's workshops, on the home page. */
export const texts = {
	title: 'Vos ateliers',
	roles: {
		facilitator: 'Animation',
		participant: 'Participant',
		projector: 'Projection',
	},
	continue: 'Continuer',
	actions: 'Autres actions pour {{title}}',
	all: 'Afficher les {{count}}',
	allArchived: 'Tous vos ateliers sont archivés.',
	gone: 'N’est plus disponible',
	goneLead: 'Il a été supprimé, ou votre accès a pris fin.',
	menu: {
		duplicate: 'Dupliquer comme modèle…',
		device: 'Ouvrir sur un autre appareil…',
		archive: 'Archiver',
		unarchive: 'Afficher de nouveau dans la liste',
		forget: 'Oublier sur cet appareil…',
		remove: 'Retirer de la liste',
	},
	openAs: {
		participant: 'Ouvrir comme participant',
		projector: 'Ouvrir la projection',
	},
	archive: {
		done: '« {{title}} » est archivé.',
		undo: 'Annuler',
		list: 'Archivés ({{count}})',
	},
	forget: {
		title: 'Oublier cet atelier sur cet appareil ?',
		confirm: 'Oublier',
		facilitator:
			'Les liens quittent cet appareil ; l’atelier reste. Vous ne pourrez revenir qu’avec le lien d’animation ou depuis un autre appareil.',
		participant:
			'Votre accès quitte cet appareil ; l’atelier et vos cartes restent. Pour revenir, rejoignez-le avec le code.',
		projector: 'Le lien de projection quitte cet appareil ; l’atelier reste.',
		unsent: 'Des modifications sur cet appareil n’ont pas encore été envoyées. Elles seront supprimées.',
	},
	duplicate: {
		title: 'Dupliquer comme modèle',
		lead: 'Le nouvel atelier reprend les sessions, les déroulés, les groupes et les calques verrouillés de celui-ci. Il n’a ni personnes ni cartes, et a ses propres liens.',
		titleOf: '{{title}} (copie)',
		withCities: 'Garder la liste des villes',
		confirm: 'Dupliquer',
		busy: 'Duplication…',
	},
	device: {
		title: 'Ouvrir sur un autre appareil',
		lead: 'Scannez le code avec l’autre appareil, ou ouvrez-y le lien. Cet appareil reste connecté.',
		until: 'Il fonctionne une fois, jusqu’à {{time}}.',
		link: 'Lien pour un appareil',
		qr: 'Code QR qui ouvre cet atelier sur un autre appareil',
		warning: 'La personne qui l’utilise peut animer l’atelier : ne le montrez pas à la projection.',
		another: 'Nouveau code',
		creating: 'Création du code…',
	},
	signIn: {
		lead: 'Sur ce serveur, il faut se connecter pour créer un atelier. Les participants n’en ont jamais besoin.',
		begin: 'Se connecter',
		as: 'Connexion : {{name}}',
		done: 'Vous êtes connecté',
		end: 'Se déconnecter',
		refused: 'Votre compte ne peut pas créer d’atelier ici. Adressez-vous à l’hébergeur du serveur.',
		failed: 'La connexion n’a pas abouti. Réessayez.',
	},
}
