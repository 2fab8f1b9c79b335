import type { BoardLayout, Template } from './Template.ts'
import { dotVote, EMPTY_LAYOUT, localText, phasePlan, reportBack } from './Template.ts'

const BONES = [
	localText('People & skills', '人员与能力', 'Personas y capacidades', 'Personnes et compétences'),
	localText('Money', '资金', 'Dinero', 'Argent'),
	localText('Law & procedure', '法规与程序', 'Normas y trámites', 'Droit et procédures'),
	localText('Coordination', '协调', 'Coordinación', 'Coordination'),
	localText('Data & technology', '数据与技术', 'Datos y tecnología', 'Données et technologie'),
	localText('Place & public', '场地与公众', 'Lugar y ciudadanía', 'Lieu et public'),
]
const BOX = { w: 520, h: 420 }
const PITCH = 640
const SPINE_Y = 620
const HEAD_X = 3 * PITCH + 60

/** A fishbone: the head is the effect, each bone has causes of one kind. */
export const FISHBONE: Template = {
	id: 'fishbone',
	title: localText('Fishbone', '鱼骨图', 'Espina de pescado', 'Arête de poisson'),
	group: buildFishbone(),
	plenary: EMPTY_LAYOUT,
	phases: [
		phasePlan('write', 5, {
			title: localText('The effect', '结果', 'El efecto', 'L’effet'),
			prompt: localText(
				'Write in the head what goes wrong: one sentence on which all agree.',
				'在鱼头处写下出了什么问题：一句大家都同意的话。',
				'Escriban en la cabeza qué va mal: una frase en la que todos coincidan.',
				'Écrivez dans la tête ce qui ne va pas : une phrase sur laquelle tous s’accordent.',
			),
		}),
		phasePlan('write', 15, {
			title: localText('Causes', '原因', 'Causas', 'Causes'),
			prompt: localText(
				'Go from bone to bone: what contributes to it? One cause per card.',
				'逐根鱼骨思考：哪些因素造成了它？一张卡片一个原因。',
				'Recorran espina por espina: ¿qué contribuye a ello? Una causa por tarjeta.',
				'Parcourez chaque arête : qu’est-ce qui y contribue ? Une cause par carte.',
			),
		}),
		phasePlan('link', 15, {
			title: localText('Ask why', '追问为什么', 'Preguntar por qué', 'Demander pourquoi'),
			prompt: localText(
				'Take the weightiest causes and ask “why?” until you can act on the answer. Link what causes what.',
				'选出最重要的原因，不断追问“为什么”，直到找到可以行动的答案。把因果连起来。',
				'Tomen las causas de más peso y pregunten «¿por qué?» hasta poder actuar. Enlacen qué causa qué.',
				'Prenez les causes qui pèsent le plus et demandez « pourquoi ? » jusqu’à pouvoir agir. Reliez ce qui cause quoi.',
			),
		}),
		dotVote(
			localText(
				'Three dots each: which causes shall we tackle?',
				'每人三点：我们先解决哪些原因？',
				'Tres puntos por persona: ¿qué causas abordamos?',
				'Trois points chacun : à quelles causes nous attaquons-nous ?',
			),
		),
		reportBack(
			localText(
				'Each group shows its fish and the cause it would tackle first.',
				'各组展示鱼骨图和最想先解决的原因。',
				'Cada grupo muestra su pez y la causa que abordaría primero.',
				'Chaque groupe montre son poisson et la cause à traiter en premier.',
			),
			15,
		),
	],
}

/**
 * Returns a layout with three bones above the spine and three below it, slanted towards the head.
 */
function buildFishbone(): BoardLayout {
	const boxes = BONES.map((title, index) => {
		const isAbove = index < 3
		return { title, x: (index % 3) * PITCH, y: isAbove ? 0 : SPINE_Y + 200, ...BOX }
	})
	const bones = boxes.map(({ x, y }, index): [number, number][] => {
		const edge = index < 3 ? y + BOX.h : y
		return [
			[x + BOX.w / 2, edge],
			[x + BOX.w / 2 + 180, SPINE_Y],
		]
	})
	const head = {
		title: localText('The effect', '结果', 'El efecto', 'L’effet'),
		x: HEAD_X,
		y: SPINE_Y - 200,
		w: 480,
		h: 400,
	}
	const spine: [number, number][] = [
		[0, SPINE_Y],
		[HEAD_X, SPINE_Y],
	]
	return { clusters: [...boxes, head], lines: [spine, ...bones] }
}
