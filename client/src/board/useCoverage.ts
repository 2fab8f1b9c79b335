import { type BoardRecord, boardContent, type Coverage } from '@charrette/shared'
import { type Editor, type TLShapeId, useEditor } from '@tldraw/tldraw'
import { useEffect, useState } from 'react'

const THROTTLE_MS = 400

/** A board's coverage, and the obstacles that no solution addresses yet. */
export interface BoardCoverage {
	coverage: Coverage
	open: TLShapeId[]
}

/** The coverage of the board as it is on the screen, kept up while it changes. */
export function useCoverage(): BoardCoverage {
	const editor = useEditor()
	const [found, setFound] = useState(() => countCoverage(editor))
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | null = null
		const count = () => {
			timer = null
			setFound(countCoverage(editor))
		}
		count()
		const unlisten = editor.store.listen(
			() => {
				timer ??= setTimeout(count, THROTTLE_MS)
			},
			{ scope: 'document' },
		)
		return () => {
			unlisten()
			if (timer) clearTimeout(timer)
		}
	}, [editor])
	return found
}

function countCoverage(editor: Editor): BoardCoverage {
	const records = new Map<string, BoardRecord>()
	for (const record of editor.store.allRecords()) {
		if (record.typeName === 'shape' || record.typeName === 'binding') records.set(record.id, record)
	}
	const { cards, links, coverage } = boardContent(records, () => undefined)
	const answered = new Set(links.filter((link) => link.meaning === 'addresses').map((link) => link.to))
	const open = cards.filter((card) => card.kind === 'obstacle' && !answered.has(card.id))
	// The content's ids are the records' own.
	return { coverage, open: open.map((card) => card.id as TLShapeId) }
}
