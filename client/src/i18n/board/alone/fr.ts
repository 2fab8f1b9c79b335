import type { alone as english } from './en.ts'

export const alone: typeof english = {
	own: 'Vous écrivez maintenant pour vous. Personne d’autre ne voit ces cartes avant qu’elles soient révélées.',
	soFar_one: '{{count}} carte ici pour l’instant.',
	soFar_other: '{{count}} cartes ici pour l’instant, tout le monde réuni.',
	look: 'Regarder le tableau',
	looking: 'Voici le tableau commun, pour le regarder. Vos cartes n’y sont pas encore.',
	back: 'Revenir à mes cartes',
	leaving:
		'Le temps d’écriture individuelle est fini. Vos derniers changements sont enregistrés, puis nous allons au tableau.',
	revealed: 'Les cartes sont révélées. Les vôtres sont maintenant sur le tableau.',
	ended: 'Le temps d’écriture individuelle est fini. Vos cartes sont gardées jusqu’à ce qu’elles soient révélées.',
	held_one: '{{count}} carte a été écrite en privé ici. Elle apparaîtra une fois révélée.',
	held_other: '{{count}} cartes ont été écrites en privé ici. Elles apparaîtront une fois révélées.',
}
