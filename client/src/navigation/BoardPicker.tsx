import {
	type Board,
	type BoardDigest,
	countCards,
	findBoard,
	findParticipant,
	foldText,
	isBoardOf,
	isOpenForAll,
	plenaryOf,
	type Session,
} from '@charrette/shared'
import { useState } from 'react'
import { useDigests } from '../connection/useWorkshop.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { useListbox } from '../ui/useListbox.ts'
import styles from './BoardPicker.module.css'
import { useBoardPlace } from './BoardPlace.ts'
import { BoardThumbnail } from './BoardThumbnail.tsx'
import { SessionSelect } from './SessionSelect.tsx'
import { ownBoardOf, useGoToBoard } from './useGoToBoard.ts'
import { useSessionDigests } from './useSessionDigests.ts'

/** The dialog with the boards of the workshop, session by session (HAND2). */
export function BoardPicker({ onClose }: { onClose: () => void }) {
	const { t } = useTranslation('board')
	return (
		<Dialog title={t('walk.switch')} onClose={onClose}>
			<Boards onDone={onClose} />
		</Dialog>
	)
}

/** The boards of a session with their pictures, and a field that finds them by title. */
function Boards({ onDone }: { onDone: () => void }) {
	const { workshop, credentials, board } = useBoardPlace()
	const { t } = useTranslation(['app', 'board'])
	const [chosen, setChosen] = useState(() => findBoard(workshop, board)?.session.id)
	const [text, setText] = useState('')
	const goTo = useGoToBoard(workshop, credentials)
	const session = workshop.sessions.find(({ id }) => id === chosen) ?? findBoard(workshop, board)?.session
	const query = foldText(text)
	const boards = (session?.boards ?? []).filter(({ title }) => foldText(title).includes(query))
	const { fieldProps, listProps, optionProps, reset } = useListbox({
		label: t('board:walk.switch'),
		options: boards,
		isOpen: boards.length > 0,
		startsAtFirst: true,
		onChoose: ({ id }) => {
			onDone()
			if (id !== board) goTo(id)
		},
	})
	if (!session) return null
	return (
		<div className={styles['picker']}>
			<div className={styles['head']}>
				<SearchField
					{...fieldProps}
					label={t('across.findBoard')}
					value={text}
					onChange={({ target }) => {
						setText(target.value)
						reset()
					}}
				/>
				<SessionSelect workshop={workshop} value={session.id} onChange={setChosen} />
			</div>
			<PickedBoards {...{ session, boards }} listbox={{ listProps, optionProps }} />
			<p role="status">{boards.length === 0 && t('across.noBoard')}</p>
		</div>
	)
}

interface PickedBoardsProps {
	session: Session
	boards: readonly Board[]
	listbox: Pick<ReturnType<typeof useListbox<Board>>, 'listProps' | 'optionProps'>
}

function PickedBoards({ session, boards, listbox }: PickedBoardsProps) {
	const { credentials, board: open } = useBoardPlace()
	const digests = useDigests(useSessionDigests(credentials, session))
	const markOf = useMarks(session)
	return (
		<div {...listbox.listProps} className={styles['boards']}>
			{boards.map((board, index) => (
				<BoardOption
					key={board.id}
					board={board}
					digest={digests.get(board.id) ?? null}
					mark={markOf(board)}
					isOpen={board.id === open}
					option={listbox.optionProps(board, index)}
				/>
			))}
		</div>
	)
}

/** Returns a function that marks the person's own board, and boards that can only be viewed. */
function useMarks(session: Session): (board: Board) => string {
	const { t } = useTranslation()
	const { workshop, credentials } = useBoardPlace()
	const ownBoard = ownBoardOf(workshop, credentials)?.id
	const plenary = session.id === workshop.session ? plenaryOf(session)?.id : null
	const person = credentials.participant && findParticipant(workshop, credentials.participant)
	return (board) => {
		if (credentials.role === 'facilitator') return ''
		if (board.id === ownBoard) return t('across.own')
		const isOpen = isOpenForAll(session) && person && isBoardOf(person, { board, session }, workshop)
		return isOpen || board.id === plenary ? '' : t('across.viewOnly')
	}
}

interface BoardOptionProps {
	board: Board
	digest: BoardDigest | null
	/** The person's own board, or one that can only be viewed; may be empty. */
	mark: string
	isOpen: boolean
	option: ReturnType<ReturnType<typeof useListbox<Board>>['optionProps']>
}

function BoardOption({ board, digest, mark, isOpen, option }: BoardOptionProps) {
	const { t } = useTranslation()
	const facts = [digest && t('across.cards', { count: countCards(digest) }), mark].filter(Boolean)
	return (
		<div {...option} className={styles['board']} aria-current={isOpen || undefined}>
			<BoardThumbnail digest={digest} className={styles['picture']} />
			<b dir="auto">{board.title}</b>
			<small>{facts.join(' · ')}</small>
		</div>
	)
}
