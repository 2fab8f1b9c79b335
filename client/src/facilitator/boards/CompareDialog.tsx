import { type BoardId, type BoardPair, findBoard, type Workshop } from '@charrette/shared'
import { useCallback, useState } from 'react'
import { ComparedBoard } from '../../canvas/scenes/ComparedBoard.tsx'
import { type SceneLanguages, useSceneLanguages } from '../../canvas/scenes/useScenes.ts'
import type { Credentials } from '../../connection/credentials.ts'
import type { Observable } from '../../connection/observable.ts'
import type { Digests } from '../../connection/useWorkshop.ts'
import { useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Select } from '../../ui/Select.tsx'
import { ProjectButton } from '../ProjectButton.tsx'
import type { ControlProps } from '../useCommand.ts'
import styles from './CompareDialog.module.css'
import { comparedWith } from './comparedWith.ts'

interface CompareDialogProps extends ControlProps {
	credentials: Credentials
	board: BoardId
	/** The digests of the running session; null if the page does not use them. */
	live: Observable<Digests> | null
	onClose: () => void
}

/**
 * A board beside another one of any session, first of all its counterpart in the session before;
 * and a button that shows both on the projector (HAND4).
 */
export function CompareDialog({ credentials, workshop, board, live, run, onClose }: CompareDialogProps) {
	const { t } = useTranslation(['app', 'dashboard'])
	const languages = useSceneLanguages([useLanguage()])
	const [pair, setPair] = useState<BoardPair>(() => comparedWith(workshop, board))
	const areThere = pair.every((id) => findBoard(workshop, id))
	const isProjected = workshop.spotlight === null && workshop.projectedBoards?.join() === pair.join()
	// The dialog opens with its fields, of which it focuses the first.
	if (!languages) return null
	return (
		<Dialog title={t('dashboard:compare.title')} onClose={onClose} isWide>
			<div className={styles['compare']}>
				{areThere && <ProjectButton {...{ isProjected, run }} shown={{ shows: 'wall', boards: [...pair] }} />}
				<div className={styles['pair']}>
					{pair.map((shown, side) => (
						<ChosenBoard
							key={side}
							{...{ credentials, workshop, live, languages }}
							board={shown}
							label={t(side === 0 ? 'dashboard:compare.first' : 'dashboard:compare.second')}
							onChoose={(chosen) => setPair(withBoard(pair, side, chosen))}
						/>
					))}
				</div>
			</div>
		</Dialog>
	)
}

/** Returns the pair with another board on one side. The board of the other side swaps them. */
function withBoard([first, second]: BoardPair, side: number, board: BoardId): BoardPair {
	if (board === (side === 0 ? second : first)) return [second, first]
	return side === 0 ? [board, second] : [first, board]
}

/** The smallest text of a card, in px. */
const MIN_TEXT_PX = 15

interface ChosenBoardProps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	live: Observable<Digests> | null
	languages: SceneLanguages
	label: string
	onChoose: (board: BoardId) => void
}

/**
 * One of the boards, under a field that chooses another, with buttons that step through it. A board
 * that another facilitator has removed meanwhile keeps its place, with the field.
 */
function ChosenBoard({ label, onChoose, ...props }: ChosenBoardProps) {
	const { workshop, board } = props
	const { t } = useTranslation(['dashboard', 'board'])
	const [at, setAt] = useState(0)
	const found = findBoard(workshop, board)
	const title = found?.board.title ?? ''
	const options = workshop.sessions.flatMap((session) =>
		session.boards.map((each) => ({ value: each.id, label: `${each.title} · ${session.title}` })),
	)
	const choice = (
		<Select
			label={label}
			value={board}
			options={found ? options : [{ value: board, label: t('board:unavailable.noRoom') }, ...options]}
			onChange={(chosen) => {
				setAt(0)
				onChoose(chosen)
			}}
		/>
	)
	const onCount = useCallback((_: BoardId, count: number) => setAt((was) => Math.max(0, Math.min(was, count - 1))), [])
	if (!found) return <section aria-label={label}>{choice}</section>
	return (
		<ComparedBoard
			{...props}
			minTextPx={MIN_TEXT_PX}
			at={at}
			onCount={onCount}
			title={choice}
			position={({ at: shown, count }) => (
				<span className={styles['steps']}>
					<StepButton
						icon="arrowLeft"
						label={t('board:present.previous')}
						of={title}
						isEnd={shown === 0}
						onStep={() => setAt(shown - 1)}
					/>
					{t('board:present.position', { at: shown + 1, count })}
					<StepButton
						icon="arrowRight"
						label={t('board:present.next')}
						of={title}
						isEnd={shown === count - 1}
						onStep={() => setAt(shown + 1)}
					/>
				</span>
			)}
			empty={<p className={styles['empty']}>{t('dashboard:boards.noCards')}</p>}
		/>
	)
}

interface StepButtonProps {
	icon: 'arrowLeft' | 'arrowRight'
	label: string
	/** The title of the board. */
	of: string
	isEnd: boolean
	onStep: () => void
}

function StepButton({ icon, label, of, isEnd, onStep }: StepButtonProps) {
	const { t } = useTranslation()
	const named = t('named', { what: label, which: of })
	return (
		<Button
			size="small"
			variant="quiet"
			icon={icon}
			iconOnly
			aria-label={named}
			title={label}
			aria-disabled={isEnd}
			onClick={() => !isEnd && onStep()}
		/>
	)
}
