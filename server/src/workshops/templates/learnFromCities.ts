import type { Template } from './Template.ts'
import { columnLayout, localText, phasePlan, reportBack } from './Template.ts'

/**
 * Learn from other cities: groups find practices that answer their obstacles, adopt them, check how
 * they can be transferred, and commit to next steps. The columns of obstacles, solutions and
 * actions are columns of these kinds of cards (TEMPLATE3).
 */
export const LEARN_FROM_CITIES: Template = {
	id: 'learn-from-cities',
	title: localText(
		'Learn from other cities',
		'向其他城市学习',
		'Aprender de otras ciudades',
		'Apprendre d’autres villes',
	),
	group: columnLayout(
		[
			localText('Our obstacles', '我们的障碍', 'Nuestros obstáculos', 'Nos obstacles'),
			localText('Adopted solutions', '采用的对策', 'Soluciones adoptadas', 'Solutions adoptées'),
			localText('What helps here', '本地有利条件', 'Lo que ayuda aquí', 'Ce qui aide ici'),
			localText('What blocks here', '本地不利条件', 'Lo que frena aquí', 'Ce qui freine ici'),
			localText('Our actions', '我们的行动', 'Nuestras acciones', 'Nos actions'),
		],
		{ w: 480, h: 1000 },
	),
	plenary: columnLayout(
		[
			localText('What we commit to', '我们的承诺', 'A qué nos comprometemos', 'Nos engagements'),
			localText('Who can help whom', '谁能帮助谁', 'Quién puede ayudar a quién', 'Qui peut aider qui'),
		],
		{ w: 1100, h: 1000 },
	),
	phases: [
		phasePlan('write', 15, {
			title: localText('Find', '寻找', 'Buscar', 'Chercher'),
			prompt: localText(
				'Which obstacle holds you up most? Put it on a card. Then search the practices: which cities met it, and what did they do?',
				'哪个障碍最让您受阻？请写在卡片上，然后搜索实践：哪些城市遇到过它？他们是怎么做的？',
				'¿Qué obstáculo los frena más? Pónganlo en una tarjeta. Después busquen entre las prácticas: ¿qué ciudades lo encontraron y qué hicieron?',
				'Quel obstacle vous freine le plus ? Mettez-le sur une carte. Puis cherchez parmi les pratiques : quelles villes l’ont rencontré, et qu’ont-elles fait ?',
			),
			leadsTo: 'practices',
		}),
		phasePlan('link', 20, {
			title: localText('Adopt', '采用', 'Adoptar', 'Adopter'),
			prompt: localText(
				'Adopt one or two practices onto your board, and link each to the obstacle it answers.',
				'把一两个实践采用到您的白板上，并连到它所应对的障碍。',
				'Adopten una o dos prácticas en su tablero y enlacen cada una con el obstáculo al que responde.',
				'Adoptez une ou deux pratiques sur votre tableau, et reliez chacune à l’obstacle auquel elle répond.',
			),
			leadsTo: 'practices',
		}),
		phasePlan('write', 25, {
			title: localText('Fit check', '适用性评估', 'Evaluación de aplicabilidad', 'Évaluation de transférabilité'),
			prompt: localText(
				'Fill in the fit check of each adopted practice: law, money, skills … What helps in your city, what blocks, what must you adapt? Put what matters on cards.',
				'为每个采用的实践填写适用性评估：法规、资金、能力……在您的城市，什么有利？什么不利？必须调整什么？把要点写成卡片。',
				'Rellenen la evaluación de aplicabilidad de cada práctica adoptada: leyes, dinero, capacidades… ¿Qué ayuda en su ciudad, qué frena, qué hay que adaptar? Pongan lo importante en tarjetas.',
				'Remplissez l’évaluation de transférabilité de chaque pratique adoptée : droit, argent, compétences… Qu’est-ce qui aide dans votre ville, qu’est-ce qui freine, que faut-il adapter ? Notez l’essentiel sur des cartes.',
			),
			shows: 'prompt',
			leadsTo: 'adoptions',
		}),
		phasePlan('write', 15, {
			title: localText('Commit', '承诺', 'Comprometerse', 'S’engager'),
			prompt: localText(
				'Who does what by when? One action per card, linked to the solution it carries forward.',
				'谁在什么时候之前做什么？一张卡片一个行动，并连到它所推进的对策。',
				'¿Quién hace qué y para cuándo? Una acción por tarjeta, enlazada con la solución que hace avanzar.',
				'Qui fait quoi, et pour quand ? Une action par carte, reliée à la solution qu’elle fait avancer.',
			),
			may: ['write', 'arrange', 'link'],
		}),
		reportBack(
			localText(
				'Each group presents one practice that it takes along, what it must adapt, and its first step.',
				'各组介绍一个要带回去的实践、必须调整之处和第一步行动。',
				'Cada grupo presenta una práctica que se lleva, lo que debe adaptar y su primer paso.',
				'Chaque groupe présente une pratique qu’il emporte, ce qu’il doit adapter, et son premier pas.',
			),
		),
	],
}
