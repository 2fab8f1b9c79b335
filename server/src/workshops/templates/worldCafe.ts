import type { LocalText, PhasePlan } from '@charrette/shared'
import type { Template } from './Template.ts'
import { columnLayout, localText, phasePlan, reportBack } from './Template.ts'

const ROUNDS = [
	localText('Round 1', '第一轮', 'Ronda 1', 'Tour 1'),
	localText('Round 2', '第二轮', 'Ronda 2', 'Tour 2'),
	localText('Round 3', '第三轮', 'Ronda 3', 'Tour 3'),
]

/** World Café: discuss at tables and rotate; a host stays and summarizes for the next guests. */
export const WORLD_CAFE: Template = {
	id: 'world-cafe',
	title: localText('World Café', '世界咖啡馆', 'World Café', 'World Café'),
	group: columnLayout(ROUNDS, { w: 700, h: 900 }),
	plenary: columnLayout([localText('Harvest', '收获', 'Cosecha', 'Récolte')], { w: 1600, h: 900 }),
	phases: [
		round(
			0,
			localText(
				'Talk about your table’s question and keep what matters on cards.',
				'围绕本桌的问题交谈，把要点记在卡片上。',
				'Conversen sobre la pregunta de su mesa y anoten lo importante en tarjetas.',
				'Échangez sur la question de votre table et notez l’essentiel sur des cartes.',
			),
		),
		round(
			1,
			localText(
				'The host sums up what was said before. Add to it, and link what belongs together.',
				'桌长先介绍之前的讨论。在此基础上补充，并把相关的卡片连起来。',
				'El anfitrión cuenta lo dicho antes. Añadan ideas y enlacen lo que va junto.',
				'L’hôte raconte ce qui a été dit. Complétez, et reliez ce qui va ensemble.',
			),
		),
		round(
			2,
			localText(
				'At the last table: what comes up again and again, and what is still missing?',
				'最后一桌：哪些想法反复出现？还缺少什么？',
				'En la última mesa: ¿qué se repite y qué falta todavía?',
				'À la dernière table : qu’est-ce qui revient, et que manque-t-il encore ?',
			),
		),
		reportBack(
			localText(
				'Hosts share what their tables found. What do we take along?',
				'各桌桌长分享成果。我们要带走什么？',
				'Los anfitriones comparten lo hallado. ¿Qué nos llevamos?',
				'Les hôtes partagent ce que leur table a trouvé. Qu’emportons-nous ?',
			),
		),
	],
}

function round(index: number, prompt: LocalText): PhasePlan {
	return phasePlan('link', 20, { title: ROUNDS[index] ?? {}, prompt, shows: 'prompt' })
}
