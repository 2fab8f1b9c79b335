import type { stage as en } from './en.ts'

export const stage: typeof en = {
	setUp: 'Solo quien facilita puede moverlo',
	setFree: 'Permitir que todos lo muevan',
	now: 'Ahora',
	more: 'Leerlo todo',
	less: 'Cerrar',
	timeLeft: 'Tiempo restante: {{time}}',
	timeUp: 'Se acabó el tiempo',
	paused: 'en pausa',
	mute: 'Sin sonido al acabar el tiempo',
	may: 'Ahora puede {{what}}.',
	mayLook: 'Ahora es momento de mirar y escuchar.',
	activity: { write: 'escribir', arrange: 'ordenar tarjetas', link: 'enlazar tarjetas', vote: 'votar' },
	notNow: {
		write: 'Esta fase no es para escribir: las tarjetas y sus textos se quedan como están.',
		arrange: 'Esta fase no es para mover tarjetas: se quedan donde están.',
		link: 'Esta fase no es para enlazar: los enlaces se quedan como están.',
	},
	anonymous: 'Los nombres están ocultos',
	anonymousMore: 'Ahora mismo nadie ve quién escribió qué.',
	message: 'Mensaje de la facilitación',
	dismiss: 'Cerrar este mensaje',
	nudge: 'La facilitación piensa en usted: su primera tarjeta es bienvenida. Bastan unas palabras.',
	nudgeOk: 'Gracias',
}
