import type { quiet as en } from './en.ts'

export const quiet: typeof en = {
	title: '¿Quién no ha escrito aún?',
	nobody: 'Todos han escrito una tarjeta.',
	nudge: 'Recordar amablemente',
	nudged: 'Recordado',
	nudgeOf: 'Recordatorio amable a {{name}}',
	again: 'Mirar otra vez',
}
