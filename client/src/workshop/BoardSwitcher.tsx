import {
	type Board,
	type BoardDigest,
	type BoardId,
	countCards,
	findBoard,
	findOwnBoard,
	findParticipant,
	foldText,
	plenaryOf,
	type Session,
	type Workshop,
} from '@charrette/shared'
import { useState } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import { useDigests } from '../connection/useWorkshop.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'
import searchField from '../ui/searchField.module.css'
import { useListbox } from '../ui/useListbox.ts'
import styles from './BoardSwitcher.module.css'
import { BoardThumbnail } from './BoardThumbnail.tsx'
import { SessionSelect } from './SessionSelect.tsx'
import { useGoToBoard } from './useGoToBoard.ts'
import { useSessionDigests } from './useSessionDigests.ts'

interface BoardSwitcherProps {
	workshop: Workshop
	credentials: Credentials
	/** The open board. */
	board: BoardId
}

/** A button that opens the boards of the workshop, session by session (HAND2). */
export function BoardSwitcher(props: BoardSwitcherProps) {
	const { t } = useTranslation('board')
	const [isOpen, setOpen] = useState(false)
	if (props.workshop.sessions.flatMap(({ boards }) => boards).length < 2) return null
	return (
		<>
			<Button
				icon="chevronDown"
				iconOnly
				size="small"
				variant="quiet"
				aria-label={t('walk.switch')}
				title={t('walk.switch')}
				onClick={() => setOpen(true)}
			/>
			{isOpen && (
				<Dialog title={t('walk.switch')} onClose={() => setOpen(false)}>
					<BoardPicker {...props} onDone={() => setOpen(false)} />
				</Dialog>
			)}
		</>
	)
}

/** The boards of a session with their pictures, and a field that finds them by title. */
function BoardPicker({ workshop, credentials, board, onDone }: BoardSwitcherProps & { onDone: () => void }) {
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
				<label className={searchField['field']}>
					<Icon name="search" size={18} />
					<input
						{...fieldProps}
						type="search"
						aria-label={t('across.findBoard')}
						placeholder={t('across.findBoard')}
						spellCheck={false}
						value={text}
						onChange={({ target }) => {
							setText(target.value)
							reset()
						}}
					/>
				</label>
				<SessionSelect workshop={workshop} value={session.id} onChange={setChosen} />
			</div>
			<PickedBoards {...{ workshop, credentials, session, boards, open: board }} listbox={{ listProps, optionProps }} />
			<p role="status">{boards.length === 0 && t('across.noBoard')}</p>
		</div>
	)
}

interface PickedBoardsProps {
	workshop: Workshop
	credentials: Credentials
	session: Session
	boards: readonly Board[]
	/** The open board. */
	open: BoardId
	listbox: Pick<ReturnType<typeof useListbox<Board>>, 'listProps' | 'optionProps'>
}

function PickedBoards({ workshop, credentials, session, boards, open, listbox }: PickedBoardsProps) {
	const digests = useDigests(useSessionDigests(credentials, session))
	const markOf = useMarks(workshop, credentials, session)
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
function useMarks(workshop: Workshop, credentials: Credentials, session: Session): (board: Board) => string {
	const { t } = useTranslation()
	const me = credentials.participant ? findParticipant(workshop, credentials.participant) : null
	const ownBoard = me ? findOwnBoard(workshop, me)?.id : null
	const plenary = session.id === workshop.session ? plenaryOf(session)?.id : null
	return ({ id }) => {
		if (credentials.role === 'facilitator') return ''
		if (id === ownBoard) return t('across.own')
		return id === plenary ? '' : t('across.viewOnly')
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
