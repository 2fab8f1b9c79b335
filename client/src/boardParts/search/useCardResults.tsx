import { type BoardId, type FoundCard, findBoard, groupBy, type PlenaryBody, type Workshop } from '@charrette/shared'
import { type ChangeEvent, type CompositionEvent, type RefObject, useState } from 'react'
import type { Credentials } from '../../connection/credentials.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useGoToBoard } from '../../navigation/useGoToBoard.ts'
import { useListbox } from '../../ui/useListbox.ts'
import { plenaryFor, useSendToPlenary } from '../useSendToPlenary.ts'
import { CardResults } from './CardResults.tsx'
import { keyOf, useFoundCards } from './useFoundCards.ts'

const NONE: ReadonlySet<string> = new Set()

interface CardResultsOptions {
	workshop: Workshop
	credentials: Credentials
	/** The open board, whose cards are left out; null for the cards of all boards. */
	board: BoardId | null
	/** Whether the results are listed before this person opens or closes them. */
	startsOpen: boolean
	field: RefObject<HTMLInputElement | null>
	/** Called with the text on every change, but not while an input method composes. */
	onSearch?: (query: string) => void
}

/**
 * The text of a search field, and the results across boards below it (SEARCH1). The field gets
 * `fieldProps`: its arrow keys choose a result, and Enter opens it. A facilitator selects results
 * and sends them to the plenary board.
 */
export function useCardResults(options: CardResultsOptions) {
	const { workshop, credentials, board, startsOpen, field, onSearch } = options
	const { t } = useTranslation()
	const [query, setQuery] = useState('')
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
	const listed = isOpen ? cards : []
	const listbox = useListbox({
		label: t(board ? 'across.otherBoards' : 'across.results'),
		options: listed,
		isOpen: listed.length > 0,
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
			cards={listed}
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
				credentials.role === 'facilitator' && (selected !== null || listed.some(canSelect))
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
	const fieldProps = {
		...listbox.fieldProps,
		value: query,
		spellCheck: false,
		onChange({ target, nativeEvent }: ChangeEvent<HTMLInputElement>) {
			setQuery(target.value)
			listbox.reset()
			if (!(nativeEvent instanceof InputEvent && nativeEvent.isComposing)) onSearch?.(target.value)
		},
		onCompositionEnd: ({ currentTarget }: CompositionEvent<HTMLInputElement>) => onSearch?.(currentTarget.value),
	}
	return { query, clear: () => setQuery(''), results, fieldProps }
}
