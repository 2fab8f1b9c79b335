import type { Template } from './Template.ts'
import { dotVote, EMPTY_LAYOUT, localText, phasePlan, reportBack } from './Template.ts'

/**
 * The card question of Metaplan: everyone writes, then cards are sorted and clusters named
 * together.
 */
export const CARD_QUESTION: Template = {
	id: 'card-question',
	title: localText(
		'Card question (Metaplan)',
		'卡片提问（Metaplan）',
		'Pregunta con tarjetas (Metaplan)',
		'Question aux cartes (Metaplan)',
	),
	group: {
		clusters: [
			{ title: localText('Our cards', '我们的卡片', 'Nuestras tarjetas', 'Nos cartes'), x: 0, y: 0, w: 1600, h: 1000 },
			{
				title: localText('Parking place', '停车场（稍后再议）', 'Aparcamiento de ideas', 'À garder pour plus tard'),
				x: 1700,
				y: 0,
				w: 560,
				h: 1000,
			},
		],
		lines: [],
	},
	plenary: EMPTY_LAYOUT,
	phases: [
		phasePlan('write', 10, {
			title: localText('Collect', '收集', 'Recoger', 'Recueillir'),
			prompt: localText(
				'Answer the question: one idea per card, short enough to read on the projector.',
				'请回答问题：一张卡片一个想法，简短到在投影上也能看清。',
				'Responda a la pregunta: una idea por tarjeta, tan breve que se lea en el proyector.',
				'Répondez à la question : une idée par carte, assez brève pour être lue à la projection.',
			),
		}),
		phasePlan('cluster', 20, {
			title: localText('Sort', '分类', 'Ordenar', 'Trier'),
			prompt: localText(
				'Put together what belongs together. If unsure, ask the person who wrote the card.',
				'把相关的卡片放在一起。有疑问时，请问写卡片的人。',
				'Junten lo que va junto. Si hay dudas, pregunten a quien escribió la tarjeta.',
				'Rassemblez ce qui va ensemble. En cas de doute, demandez à qui a écrit la carte.',
			),
		}),
		phasePlan('cluster', 10, {
			title: localText('Name', '命名', 'Nombrar', 'Nommer'),
			prompt: localText(
				'Give each cluster a heading that says what its cards have in common.',
				'给每个分组框起一个标题，说明其中卡片的共同点。',
				'Pongan a cada grupo un título que diga qué tienen en común sus tarjetas.',
				'Donnez à chaque groupe un titre qui dit ce que ses cartes ont en commun.',
			),
		}),
		dotVote(
			localText(
				'Three dots each: which cards shall we work on?',
				'每人三点：我们接下来研究哪些卡片？',
				'Tres puntos por persona: ¿en qué tarjetas trabajaremos?',
				'Trois points chacun : sur quelles cartes travaillerons-nous ?',
			),
		),
		reportBack(
			localText(
				'Each group reads its headings and the cards with most dots.',
				'各组宣读分组框标题和得点最多的卡片。',
				'Cada grupo lee sus títulos y las tarjetas con más puntos.',
				'Chaque groupe lit ses titres et les cartes qui ont le plus de points.',
			),
			15,
		),
	],
}
