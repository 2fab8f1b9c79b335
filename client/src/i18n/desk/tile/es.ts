export const tile = {
	done: '{{done}} de {{people}} han terminado',
	written: '{{written}} de {{people}} han escrito',
	help_one: '{{count}} pide ayuda',
	help_other: '{{count}} piden ayuda',
	fresh_one: '{{count}} tarjeta nueva en el último minuto',
	fresh_other: '{{count}} tarjetas nuevas en el último minuto',
	touched: 'Último cambio {{ago}}',
	justNow: 'ahora mismo',
	follow: 'Seguir mi vista',
	followHint: 'La pantalla muestra lo que usted ve mientras tiene abierta esta pizarra; si no, la pizarra entera.',
}
