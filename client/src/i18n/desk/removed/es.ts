export const removed = {
	title: 'Pizarras quitadas',
	lead: 'Cada una vuelve como copia: una pizarra aparte, congelada, junto a las demás.',
	none: 'Aquí no hay nada que recuperar.',
	at: 'Quitada el {{when}}',
	bringBack: 'Recuperar como copia',
	back: '«{{title}}» ha vuelto, como pizarra aparte.',
}
