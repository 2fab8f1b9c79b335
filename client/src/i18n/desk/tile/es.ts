export const tile = {
	done: '{{done}} de {{people}} han terminado',
	help_one: '{{count}} pide ayuda',
	help_other: '{{count}} piden ayuda',
	fresh_one: '{{count}} tarjeta nueva en el último minuto',
	fresh_other: '{{count}} tarjetas nuevas en el último minuto',
	touched: 'Último cambio {{ago}}',
	justNow: 'ahora mismo',
	counts: 'Tarjetas por tipo',
}
