import type { shares as en } from './en.ts'

export const shares: typeof en = {
	title: 'Compartir para leer',
	lead: 'Quien tenga el enlace lee las pizarras tal como están ahora, sin unirse. Termina solo, o cuando usted lo termine.',
	what: 'Qué compartir',
	workshop: 'Todo el taller',
	until: 'Por cuánto tiempo',
	days: {
		week: '1 semana',
		month: '1 mes',
		quarter: '3 meses',
		year: '1 año',
	},
	authors: 'Decir quién escribió qué',
	anonymous: 'No se nombra a nadie: este taller es anónimo.',
	make: 'Crear un enlace',
	making: 'Se está creando la página…',
	link: 'Enlace a «{{title}}»',
	once: 'Cópielo ahora: solo se muestra esta vez.',
	open: 'Compartido ahora',
	ends: 'hasta el {{date}}',
	end: 'Terminar',
	endNamed: 'Dejar de compartir {{title}}',
	ended: '«{{title}}» ya no se comparte.',
}
