export const tile = {
	done: '{{done}} sur {{people}} ont fini',
	written: '{{written}} sur {{people}} ont écrit',
	help_one: '{{count}} demande de l’aide',
	help_other: '{{count}} demandent de l’aide',
	fresh_one: '{{count}} nouvelle carte depuis une minute',
	fresh_other: '{{count}} nouvelles cartes depuis une minute',
	touched: 'Dernier changement {{ago}}',
	justNow: 'à l’instant',
	follow: 'Suivre ma vue',
	followHint: 'Le mur montre ce que vous voyez tant que vous avez ce tableau ouvert ; sinon, le tableau entier.',
}
