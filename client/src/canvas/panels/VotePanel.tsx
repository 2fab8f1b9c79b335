import { type CardShape, isCard } from '@charrette/shared'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { isComposing } from '../../ui/isComposing.ts'
import { DotButtons } from '../../vote/Dots.tsx'
import { useCardVote, useVoteState, useVotes } from '../../vote/useBoardVotes.ts'
import { useVotedKindsText } from '../../vote/VoteChip.tsx'
import type { CardVote } from '../../vote/voteState.ts'
import { useBoardContext } from '../BoardContext.ts'
import { isKeyboardTaken } from '../CanvasControls.tsx'
import { useEditor } from '../engine/editor.ts'
import { useValue } from '../engine/signals.ts'
import styles from './panel.module.css'
import { panelPosition, SelectionPanel } from './SelectionPanel.tsx'

const GAP = 12

/** The toolbar of the selected card during a vote: adds and removes dots, like the keys + and -. */
export function VotePanel() {
	const editor = useEditor()
	const card = useValue('voted card', () => {
		const shape = editor.getOnlySelectedShape()
		return shape && isCard(shape) && editor.getEditingShapeId() === null ? shape : null
	}, [editor])
	return card && <CardBallot key={card.id} card={card} />
}

function CardBallot({ card }: { card: CardShape }) {
	const vote = useCardVote(card.id, card.props.kind)
	const voteState = useVoteState()
	const kinds = useVotedKindsText(voteState?.ballot ? voteState.round : null)
	if (vote?.type === 'open') return <OpenBallot card={card} vote={vote} kinds={kinds} />
	return (
		kinds && (
			<BallotPanel>
				<span className={styles['votedKinds']}>{kinds}</span>
			</BallotPanel>
		)
	)
}

interface OpenBallotProps {
	card: CardShape
	vote: Extract<CardVote, { type: 'open' }>
	/** The kinds that are voted on; null if all are. */
	kinds: string | null
}

function OpenBallot({ card, vote, kinds }: OpenBallotProps) {
	const votes = useVotes()
	const { given, canGive, canTake } = vote
	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return
			const step = { '+': 1, '-': -1 }[event.key]
			if (!step || isKeyboardTaken()) return
			event.preventDefault()
			event.stopImmediatePropagation()
			if (step > 0 ? canGive : canTake) votes?.give(card.id, given + step)
		}
		document.addEventListener('keydown', onKeyDown, true)
		return () => document.removeEventListener('keydown', onKeyDown, true)
	}, [votes, card.id, given, canGive, canTake])
	return (
		<BallotPanel>
			{kinds && <span className={styles['votedKinds']}>{kinds}</span>}
			<DotButtons vote={vote} text={card.props.text} onGive={(count) => votes?.give(card.id, count)} />
		</BallotPanel>
	)
}

/** A panel above the selected card, or below it if `CardPanel` is above. */
function BallotPanel({ children }: { children: ReactNode }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { canEdit } = useBoardContext()
	const position = useValue('ballot position', () => ballotPosition(), [editor, canEdit])

	function ballotPosition() {
		const bounds = canEdit ? editor.getSelectionPageBounds() : null
		if (!bounds || !editor.isIn('select.idle')) return panelPosition(editor)
		const { x, y } = editor.pageToViewport({ x: bounds.center.x, y: bounds.maxY })
		return { x: Math.round(x), y: Math.round(y + GAP), isBelow: true }
	}
	return (
		position && (
			<SelectionPanel label={t('vote.panel')} position={position}>
				{children}
			</SelectionPanel>
		)
	)
}
