import * as Y from 'yjs'
import type { StockBoard } from './stockClient.ts'

/**
 * Texts that an export must render: in several writing systems, with quotation marks, joined
 * letters and emoji sequences.
 */
export const TEXTS = [
	'Nobody knows who decides about “permits” — or when',
	'审批流程太长：五个部门各自盖章，谁也不负责。',
	'¿Quién paga el mantenimiento? Ningún año hay presupuesto',
	'L’été, les quais sont fermés à la circulation : et l’hiver ?',
	'Bikes 🚲 and trees 🌳 for everybody 👩‍💻🇫🇷',
	'تصريح البناء يستغرق تسعة أشهر',
	'אישור בנייה לוקח תשעה חודשים',
	'Один портал для всех разрешений',
	'می‌خواهم خانه‌های ارزان‌تر بسازیم',
	'تصريح البناء (رقم 2025) تسعة أشهر!',
	'허가가 너무 느립니다 — 다섯 부서',
	'ใบอนุญาตช้าเกินไป น้ำท่วมซ้ำซาก',
	'परमिट में नौ महीने लगते हैं क्षेत्र',
	'অনুমতি পেতে নয় মাস লাগে',
	'𠮷野家前 rare',
	'ទីក្រុង ကျွန်တော် ከተማ நகரம்',
	'See https://a.example/路线 or li@b.example',
] as const

const KINDS = ['obstacle', 'solution', 'case', 'resource', 'question', 'action', 'note', 'obstacle']
const CITIES = ['Dakar', '深圳', 'Bogotá', 'Saint-Étienne', 'Wrocław', 'القاهرة', 'חיפה', 'Київ']
const COLUMNS = 4

/** Writes the texts onto a board, with two clusters (one untitled), a link and a pen stroke. */
export function fillMultilingualBoard(board: StockBoard): void {
	board.transact(() => {
		board.write('shape:scripts', {
			type: 'frame',
			xy: [-40, -60],
			wh: [1010, 440],
			index: 'a0',
			'props.name': 'Permits 许可 تصاريح',
		})
		board.write('shape:untitled', { type: 'frame', xy: [500, 420], wh: [300, 200], index: 'a1', 'props.name': '' })
		for (const [at, text] of TEXTS.entries())
			board.write(`shape:script${at}`, {
				type: 'card',
				xy: [(at % COLUMNS) * 240, Math.floor(at / COLUMNS) * 190 + (at < CITIES.length ? 0 : 300)],
				index: `b0${at.toString(36)}`,
				'props.kind': KINDS[at % KINDS.length],
				'props.city': CITIES[at] ?? '',
				...(at === 0 ? { 'props.category': 'law' } : {}),
				text: new Y.Text(text),
			})
		board.write('shape:link', { type: 'arrow', index: 'c1' })
		for (const [terminal, toId] of [
			['start', 'shape:script1'],
			['end', 'shape:script7'],
		] as const)
			board.write(`binding:link-${terminal}`, {
				type: 'arrow',
				fromId: 'shape:link',
				toId,
				'props.terminal': terminal,
			})
		const points = Array.from({ length: 30 }, (_, at) => ({ x: at * 12, y: Math.sin(at / 3) * 20, z: 0.5 }))
		board.write('shape:stroke', {
			type: 'draw',
			xy: [100, 450],
			index: 'd1',
			'props.segments': [{ type: 'free', points }],
		})
	})
}
