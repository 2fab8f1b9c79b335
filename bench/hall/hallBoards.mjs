import { createRequire } from 'node:module'
import { ROOT } from '../contenders/paths.mjs'

/** The hall of the trial: 24 groups of one city each, with 1,491 cards together. */
export const GROUPS = 24
export const CARDS = 1491
const SHARED = 41

export const CITIES = [
	...['Bogotá', '武汉', 'Dakar', 'Lyon', 'Lima', 'Nairobi', '成都', 'Quito', 'Tunis', 'Porto', 'Manila', 'Medellín'],
	...['Kigali', '西安', 'Rosario', 'Nantes', 'Accra', 'Hanoi', 'Cusco', 'Leeds', 'Puebla', '昆明', 'Fès', 'Tartu'],
]

/** The kinds of a board's cards, in shares of its 62. */
const SHARES = { obstacle: 16, solution: 20, case: 8, resource: 4, question: 3, action: 6, note: 5 }
const CATEGORIES = ['money', 'law', 'procurement', 'coordination', 'skills', 'data']
const SUBJECTS = [
	'Permits for street works',
	'审批流程和部门之间的协调',
	'La compra pública de mobiliario urbano',
	'L’entretien des arbres et des bancs',
	'Maintenance of the drainage along the avenue',
	'老旧小区改造的资金来源',
	'Los datos de movilidad del área metropolitana',
	'Les terrains vagues près de la gare',
]
const ENDINGS = [
	'take more than nine months, and nobody can say who decides in the end',
	'没有一个部门愿意承担全部责任，预算每年都被推迟',
	'no caben en el presupuesto anual y nadie los mantiene después de la obra',
	'dépendent de quatre services qui ne se parlent pas avant la fin du chantier',
]
const CLUSTERS = ['Money', '审批', 'Personas', 'Terrains', 'Data']

/** Returns the board of a group in version 1 of our JSON, for an import, with one photo. */
export async function hallBoard(group) {
	const size = Math.floor(CARDS / GROUPS) + (group < CARDS % GROUPS ? 1 : 0)
	const kinds = Object.entries(SHARES).flatMap(([kind, count]) => Array(count).fill(kind))
	const photo = imageIdOf(group)
	const cards = Array.from({ length: size }, (_, index) => {
		const kind = kinds[index] ?? 'note'
		return {
			id: `c${group}-${index}`,
			kind,
			text: kind === 'obstacle' ? obstacleText(group, index) : textOf(`${kind}-${group}`, group * 64 + index),
			city: CITIES[group],
			author: `Person ${group * 9 + (index % 9)}`,
			...(kind === 'obstacle' && { category: CATEGORIES[index % CATEGORIES.length] }),
			...(index % 7 < CLUSTERS.length && { cluster: `k${index % 7}` }),
			...(index === 20 && { image: { path: `/api/images/${photo}`, alt: 'The street before the works' } }),
		}
	})
	const links = Array.from({ length: 9 }, (_, n) => ({
		id: `l${group}-${n}`,
		from: `c${group}-${SHARES.obstacle + n}`,
		to: `c${group}-${n + 4}`,
		meaning: 'addresses',
	}))
	return {
		format: 'charrette.board',
		formatVersion: 1,
		workshop: { title: 'Hall' },
		board: { title: `Group ${group + 1}` },
		cards,
		links,
		clusters: CLUSTERS.map((title, n) => ({ id: `k${n}`, title, cards: [] })),
		images: [],
		pictures: { [photo]: { type: 'image/jpeg', base64: (await photoOf(group)).toString('base64') } },
	}
}

/** The first obstacles of a board are those that other cities wrote word for word. */
function obstacleText(group, index) {
	const shared = (group * 5 + index * 7) % SHARED
	return index < 5 ? textOf('obstacle', shared) : textOf(`obstacle-${group}`, group * 64 + index)
}

function textOf(mark, number) {
	const [subject, ending] = [SUBJECTS[number % SUBJECTS.length], ENDINGS[(number * 3) % ENDINGS.length]]
	return `${subject} ${ending} (${mark} ${number})`
}

const imageIdOf = (group) => String(group).padStart(40, '0')

/** Returns a photo that compresses as badly as one of a street: soft noise. */
function photoOf(seed) {
	const sharp = createRequire(`${ROOT}/server/package.json`)('sharp')
	const noise = { type: 'gaussian', mean: 90 + seed * 4, sigma: 60 }
	return sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#888', noise } })
		.blur(2)
		.jpeg({ quality: 84 })
		.toBuffer()
}
