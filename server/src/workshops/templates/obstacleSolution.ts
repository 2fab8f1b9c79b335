import type { Template } from './Template.ts'
import { columnLayout, dotVote, EMPTY_LAYOUT, localText, phasePlan, reportBack } from './Template.ts'

/** Cases, their obstacles, and the solutions that address them. */
export const OBSTACLE_SOLUTION: Template = {
	id: 'obstacle-solution',
	title: localText(
		'Obstacle–solution mapping',
		'障碍—对策图',
		'Mapa de obstáculos y soluciones',
		'Carte des obstacles et des solutions',
	),
	group: columnLayout(
		[
			localText('Cases', '案例', 'Casos', 'Cas'),
			localText('Obstacles', '障碍', 'Obstáculos', 'Obstacles'),
			localText('Solutions', '对策', 'Soluciones', 'Solutions'),
		],
		{ w: 760, h: 1000 },
	),
	plenary: EMPTY_LAYOUT,
	phases: [
		phasePlan('write', 10, {
			title: localText('Cases', '案例', 'Casos', 'Cas'),
			prompt: localText(
				'Write your city’s case on one card: what did you want to achieve?',
				'用一张卡片写下您所在城市的案例：当时想达到什么目标？',
				'Escriba el caso de su ciudad en una tarjeta: ¿qué quería lograr?',
				'Écrivez le cas de votre ville sur une carte : que vouliez-vous obtenir ?',
			),
		}),
		phasePlan('write', 10, {
			title: localText('Write obstacles', '写障碍', 'Escribir obstáculos', 'Écrire les obstacles'),
			prompt: localText(
				'Write the obstacles that stopped your case. One idea per card.',
				'写下阻碍您的案例推进的障碍，一张卡片一个想法。',
				'Escriba los obstáculos que frenaron su caso. Una idea por tarjeta.',
				'Écrivez les obstacles qui ont freiné votre cas. Une idée par carte.',
			),
			isPrivate: true,
		}),
		phasePlan('cluster', 15, {
			title: localText('Sort obstacles', '归类障碍', 'Clasificar obstáculos', 'Classer les obstacles'),
			prompt: localText(
				'Put similar obstacles together and give each cluster a name.',
				'把相似的障碍放在一起，并给每个分组框起名。',
				'Junte los obstáculos parecidos y ponga nombre a cada grupo.',
				'Rassemblez les obstacles semblables et nommez chaque groupe.',
			),
		}),
		phasePlan('link', 25, {
			title: localText('Map solutions', '提出对策', 'Enlazar soluciones', 'Relier les solutions'),
			prompt: localText(
				'Write solutions and link each one to the obstacle it addresses.',
				'写出对策，并连到它所针对的障碍。',
				'Escriba soluciones y enlace cada una con el obstáculo que resuelve.',
				'Écrivez des solutions et reliez chacune à l’obstacle qu’elle lève.',
			),
		}),
		dotVote(
			localText(
				'Three dots each: which obstacle must fall first?',
				'每人三点：哪个障碍应当先解决？',
				'Tres puntos por persona: ¿qué obstáculo debe caer primero?',
				'Trois points chacun : quel obstacle doit tomber en premier ?',
			),
			{ votedKinds: ['obstacle'] },
		),
		reportBack(
			localText(
				'Each group presents its best answered obstacle and one that is still open.',
				'各组汇报一个解决得最好的障碍和一个仍未解决的障碍。',
				'Cada grupo presenta su obstáculo mejor resuelto y uno aún abierto.',
				'Chaque groupe présente son obstacle le mieux levé et un autre encore ouvert.',
			),
		),
	],
}
