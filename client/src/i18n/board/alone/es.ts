import type { alone as english } from './en.ts'

export const alone: typeof english = {
	own: 'Ahora escribe usted a solas. Nadie más ve estas tarjetas hasta que se revelen.',
	soFar_one: 'Por ahora, {{count}} tarjeta aquí.',
	soFar_other: 'Por ahora, {{count}} tarjetas aquí, entre todas las personas.',
	look: 'Mirar la pizarra',
	looking: 'Esta es la pizarra compartida, para mirarla. Sus tarjetas todavía no están en ella.',
	back: 'Volver a mis tarjetas',
	leaving: 'La escritura a solas ha terminado. Se guardan sus últimos cambios y luego vamos a la pizarra.',
	revealed: 'Las tarjetas se han revelado. Las suyas ya están en la pizarra.',
	ended: 'La escritura a solas ha terminado. Sus tarjetas se guardan hasta que se revelen.',
	held_one: 'Aquí se escribió {{count}} tarjeta en privado. Se verá cuando se revele.',
	held_other: 'Aquí se escribieron {{count}} tarjetas en privado. Se verán cuando se revelen.',
}
