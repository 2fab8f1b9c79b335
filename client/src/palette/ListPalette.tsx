import { authorNameLookup, type BoardId, readBoard, type Workshop } from '@charrette/shared'
import { useMemo } from 'react'
import type * as Y from 'yjs'
import type { Credentials } from '../connection/credentials.ts'
import type { Person } from '../connection/useWorkshop.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useListContext } from '../list/ListContext.ts'
import type { MenuItem } from '../ui/Menu.tsx'
import { useDisplayNames } from '../workshop/useDisplayNames.ts'
import { useGoToBoard } from '../workshop/useGoToBoard.ts'
import { CommandPalette } from './CommandPalette.tsx'
import { cardEntries, type PaletteEntry } from './paletteEntries.ts'
import { workshopEntries } from './workshopEntries.ts'

export interface ListPaletteProps {
	workshop: Workshop
	credentials: Credentials
	people: readonly Person[]
	board: BoardId
	exportItems: readonly MenuItem[]
	onCanvas: () => void
	onHistory: () => void
	onClose: () => void
}

/** The palette of the list. */
export function ListPalette({ onClose, ...props }: ListPaletteProps) {
	const { workshop, credentials, people, board, exportItems, onCanvas, onHistory } = props
	const { t } = useTranslation(['board', 'app'])
	const { document, goTo: goToCard } = useListContext()
	const goTo = useGoToBoard(workshop, credentials)
	const names = useDisplayNames(workshop)
	// The content is read once, when the palette opens: a list that changes under the pointer is hard
	// to use.
	const cards = useMemo(() => {
		const content = readBoard(document.records.doc as Y.Doc, authorNameLookup(names))
		return cardEntries(content.cards, {
			kindOf: (kind) => t(`app:kinds.${kind}`),
			nameOf: (author) => author,
			show: goToCard,
		})
	}, [document, names, t, goToCard])
	const entry = (icon: PaletteEntry['icon'], label: string, run: () => void): PaletteEntry => ({
		id: `action ${label}`,
		section: 'actions',
		label,
		icon,
		run,
	})
	const actions = [
		entry('canvas', t('board:list.views.canvas'), onCanvas),
		...exportItems.map(({ label, onChoose }) => entry('download', `${t('board:topBar.export')}: ${label}`, onChoose)),
		entry('history', t('board:topBar.history'), onHistory),
	]
	const others = people.filter((person) => !credentials.participant || person.participant !== credentials.participant)
	const facilitator = t('app:people.facilitator')
	const entries = [...cards, ...actions, ...workshopEntries({ workshop, people: others, board, facilitator, goTo })]
	return <CommandPalette entries={entries} onClose={onClose} />
}
