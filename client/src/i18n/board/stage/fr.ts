import type { stage as en } from './en.ts'

export const stage: typeof en = {
	setUp: 'Seule l’animation peut le déplacer',
	setFree: 'Laisser tout le monde le déplacer',
	now: 'Maintenant',
	more: 'Tout lire',
	less: 'Fermer',
	timeLeft: 'Temps restant : {{time}}',
	timeUp: 'C’est l’heure',
	paused: 'en pause',
	mute: 'Pas de son à la fin du temps',
	may: 'Vous pouvez maintenant {{what}}.',
	mayLook: 'C’est le moment de regarder et d’écouter.',
	activity: { write: 'écrire', arrange: 'ranger les cartes', link: 'relier les cartes', vote: 'voter' },
	notNow: {
		write: 'Cette phase n’est pas faite pour écrire : les cartes et leurs textes restent tels quels.',
		arrange: 'Cette phase n’est pas faite pour déplacer des cartes : elles restent en place.',
		link: 'Cette phase n’est pas faite pour relier : les liens restent tels quels.',
	},
	anonymous: 'Les noms sont masqués',
	anonymousMore: 'En ce moment, personne ne voit qui a écrit quoi.',
	message: 'Message de l’animation',
	dismiss: 'Fermer ce message',
	nudge: 'L’animation pense à vous : votre première carte est la bienvenue. Quelques mots suffisent.',
	nudgeOk: 'Merci',
}
