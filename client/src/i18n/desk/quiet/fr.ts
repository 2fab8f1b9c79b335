import type { quiet as en } from './en.ts'

export const quiet: typeof en = {
	title: 'Qui n’a pas encore écrit ?',
	nobody: 'Tout le monde a écrit une carte.',
	nudge: 'Rappeler gentiment',
	nudged: 'Rappel envoyé',
	nudgeOf: 'Rappel aimable à {{name}}',
	again: 'Regarder encore',
}
