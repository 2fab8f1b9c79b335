import { type BoardContent, type BoardRecord, boardContent, findObstacles, type Obstacles } from '@charrette/shared'
import {
	atom,
	type Computed,
	computed,
	type Editor,
	type Signal,
	unsafe__withoutCapture,
	WeakCache,
} from '@tldraw/tldraw'

/** Counting a large board costs a few milliseconds: it is done now and then, not with each move of somebody's hand. */
const THROTTLE_MS = 400

const contents = new WeakCache<Editor, Signal<BoardContent>>()
const obstacles = new WeakCache<Editor, Computed<Obstacles>>()

/**
 * The board as it is on the screen: cards (with their author's id for a name), links and clusters, in reading order. One
 * signal for all who ask, a moment behind the canvas.
 */
export function contentOf(editor: Editor): Signal<BoardContent> {
	return contents.get(editor, () => unsafe__withoutCapture(() => watchContent(editor)))
}

/** The board's obstacles: the open ones, and those shared by several cities. */
export function obstaclesOf(editor: Editor): Obstacles {
	const found = obstacles.get(editor, () =>
		computed('obstacles', () => {
			const { cards, links } = contentOf(editor).get()
			return findObstacles(cards, links)
		}),
	)
	return found.get()
}

function watchContent(editor: Editor): Signal<BoardContent> {
	const content = atom('board content', readContent(editor))
	let timer: ReturnType<typeof setTimeout> | null = null
	const unlisten = editor.store.listen(
		() => {
			timer ??= setTimeout(() => {
				timer = null
				content.set(readContent(editor))
			}, THROTTLE_MS)
		},
		{ scope: 'document' },
	)
	editor.disposables.add(() => {
		unlisten()
		if (timer) clearTimeout(timer)
	})
	return content
}

/** The board as it is on the screen at this very moment; see `contentOf`. */
export function readContent(editor: Editor): BoardContent {
	const records = new Map<string, BoardRecord>()
	for (const record of editor.store.allRecords()) {
		if (record.typeName === 'shape' || record.typeName === 'binding') records.set(record.id, record)
	}
	return boardContent(records, (participant) => participant || undefined)
}
