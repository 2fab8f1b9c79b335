import { type BoardId, type FoundCard, findBoard, groupBy, type PlenaryBody, type Workshop } from '@charrette/shared'
import { type RefObject, useState } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useListbox } from '../ui/useListbox.ts'
import { CardResults } from './CardResults.tsx'
import { keyOf, useFoundCards } from './useFoundCards.ts'
import { useGoToBoard } from './useGoToBoard.ts'
import { plenaryFor, useSendToPlenary } from './useSendToPlenary.ts'

const NONE: ReadonlySet<string> = new Set()

interface CardResultsOptions {
	workshop: Workshop
	credentials: Credentials
	/** The text of the field. */
	query: string
	/** The open board, whose cards are left out; null for the cards of all boards. */
	board: BoardId | null
	/** Whether the results are listed before this person opens or closes them. */
	startsOpen: boolean
	field: RefObject<HTMLInputElement | null>
}

/**
 * The results of a search across boards, below a field of the page (SEARCH1). The field gets
 * `fieldProps`: its arrow keys choose a result, and Enter opens it. A facilitator selects results
 * and sends them to the plenary board.
 */
export function useCardResults({ workshop, credentials, query, board, startsOpen, field }: CardResultsOptions) {
	const { t } = useTranslation()
	const { found, isSearching, failure } = useFoundCards(credentials, query, board)
	const [isOpened, setOpened] = useState<boolean | null>(null)
	const [selected, setSelected] = useState<ReadonlySet<string> | null>(null)
	const goTo = useGoToBoard(workshop, credentials)
	const send = useSendToPlenary(workshop, credentials)
	const isOpen = isOpened ?? startsOpen
	// A board may have been removed since the search.
	const cards = (found?.cards ?? []).filter((card) => findBoard(workshop, card.board))
	const canSelect = (card: FoundCard) => plenaryFor(workshop, credentials, card.board) !== null
	const toggle = (card: FoundCard) => {
		const next = new Set(selected)
		if (!next.delete(keyOf(card)) && canSelect(card)) next.add(keyOf(card))
		setSelected(next)
	}
	const options = isOpen ? cards : []
	const listbox = useListbox({
		label: t(board ? 'across.otherBoards' : 'across.results'),
		options,
		isOpen: options.length > 0,
		startsAtFirst: board === null,
		onChoose: (card) => (selected ? toggle(card) : goTo(card.board, card.card)),
	})
	const chosen = cards.filter((card) => selected?.has(keyOf(card)))
	const sendChosen = async () => {
		const session = chosen[0] && plenaryFor(workshop, credentials, chosen[0].board)
		const bodies = [...groupBy(chosen, (card) => card.board)].map(
			([from, sent]): PlenaryBody => ({ what: 'shapes', board: from, shapes: sent.map(({ card }) => card) }),
		)
		if (session && (await send(session, ...bodies))) setSelected(null)
	}
	const focusField = () => field.current?.focus()
	const results = query.trim() !== '' && (
		<CardResults
			workshop={workshop}
			cards={options}
			found={found}
			isSearching={isSearching}
			failure={failure}
			isOfOthers={board !== null}
			isOpen={isOpen}
			onOpen={(opened) => {
				setOpened(opened)
				focusField()
			}}
			listbox={listbox}
			selection={
				credentials.role === 'facilitator' && (selected !== null || options.some(canSelect))
					? {
							selected: selected ?? NONE,
							isOn: selected !== null,
							count: chosen.length,
							canSelect,
							onSwitch: () => {
								setSelected(selected ? null : NONE)
								focusField()
							},
							onSend: sendChosen,
						}
					: null
			}
		/>
	)
	return { results, fieldProps: listbox.fieldProps, reset: listbox.reset }
}
