import { type CardShape, isCard } from '@charrette/shared'
import { useEditor, useValue } from '@tldraw/tldraw'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { joinClasses } from '../../ui/joinClasses.ts'
import { DotButtons } from '../../vote/Dots.tsx'
import { useCardVote, useVoteState, useVotes } from '../../vote/useBoardVotes.ts'
import { useVotedKindsText } from '../../vote/VoteChip.tsx'
import type { CardVote } from '../../vote/voteState.ts'
import { useBoardContext } from '../BoardContext.ts'
import { Chrome } from '../Chrome.tsx'
import floating from '../chrome.module.css'
import styles from './panel.module.css'
import { panelPosition } from './SelectionPanel.tsx'

const GAP = 12

/** While a vote is open: dots for the selected card, close to it, by finger or with + and -. */
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
	const stand = useVoteState()
	const kinds = useVotedKindsText(stand?.ballot ? stand.round : null)
	if (vote?.type === 'open') return <OpenBallot card={card} vote={vote} kinds={kinds} />
	return (
		kinds && (
			<BallotPanel>
				<span className={styles['for']}>{kinds}</span>
			</BallotPanel>
		)
	)
}

interface OpenBallotProps {
	card: CardShape
	vote: Extract<CardVote, { type: 'open' }>
	/** Which kinds are voted on, where not all are. */
	kinds: string | null
}

function OpenBallot({ card, vote, kinds }: OpenBallotProps) {
	const votes = useVotes()
	const { given, canGive, canTake } = vote
	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return
			const step = { '+': 1, '-': -1 }[event.key]
			if (!step || isTyping()) return
			event.preventDefault()
			event.stopImmediatePropagation()
			if (step > 0 ? canGive : canTake) votes?.give(card.id, given + step)
		}
		document.addEventListener('keydown', onKeyDown, true)
		return () => document.removeEventListener('keydown', onKeyDown, true)
	}, [votes, card.id, given, canGive, canTake])
	return (
		<BallotPanel>
			{kinds && <span className={styles['for']}>{kinds}</span>}
			<DotButtons vote={vote} text={card.props.text} onGive={(count) => votes?.give(card.id, count)} />
		</BallotPanel>
	)
}

/** Above the selected card, or below it where the card's own panel stands above. */
function BallotPanel({ children }: { children: ReactNode }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { canEdit } = useBoardContext()
	const place = useValue('ballot place', () => placeOf(), [editor, canEdit])

	function placeOf() {
		const bounds = canEdit ? editor.getSelectionPageBounds() : null
		if (!bounds || !editor.isIn('select.idle')) return panelPosition(editor)
		const { x, y } = editor.pageToViewport({ x: bounds.center.x, y: bounds.maxY })
		return { x: Math.round(x), y: Math.round(y + GAP), isBelow: true }
	}
	return (
		place && (
			<Chrome
				className={joinClasses(floating['float'], floating['buttons'], styles['panel'])}
				role="toolbar"
				aria-label={t('vote.panel')}
				style={{ left: place.x, top: place.y }}
				data-hangs={place.isBelow || undefined}
			>
				{children}
			</Chrome>
		)
	)
}

/** Whether the keyboard belongs to a text or a dialog. */
function isTyping(): boolean {
	return (
		document.querySelector('dialog[open]') !== null ||
		document.activeElement?.matches('input, textarea, select, [contenteditable]') === true
	)
}
