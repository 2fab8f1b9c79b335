import {
	currentPhase,
	currentSession,
	findBoard,
	formatJoinCode,
	type Group,
	type VoteProgress,
	type Workshop,
} from '@charrette/shared'
import { useReachableAddress, withoutScheme } from '../connection/clientInfo.ts'
import type { Person } from '../connection/useWorkshop.ts'
import { groupStatus } from '../people/groupStatus.ts'
import { QrCode } from '../ui/QrCode.tsx'
import styles from './PromptScene.module.css'
import { projectorLines, type TextLine, textWidth, titleLines, useProjectorTexts } from './projectorTexts.ts'
import scene from './SceneFrame.module.css'
import { OfflineBadge, type SceneProps, SceneTimer, TextLines, VotedKinds, votedKinds } from './SceneFrame.tsx'

/** Space that the kinds of a vote take, in letters. */
const KINDS_WIDTH = 100
/** Space that the turnout of a vote takes, in letters. */
const TURNOUT_WIDTH = 60

interface PromptSceneProps extends SceneProps {
	people: readonly Person[]
	/** Shown in place of the phase's prompt. */
	lines?: readonly TextLine[]
	/** The turnout of an open vote. */
	turnout?: VoteProgress | null
}

/**
 * The phase's prompt in two languages, the timer, the join code, and the progress of each group.
 */
export function PromptScene({ workshop, clock, people, isOffline, lines, turnout }: PromptSceneProps) {
	const address = useReachableAddress()
	const texts = useProjectorTexts(workshop)
	const phase = currentPhase(workshop)
	const prompt = phase ? projectorLines(phase.prompt, workshop) : []
	const shown = lines ?? (prompt.length > 0 ? prompt : titleLines(workshop))
	const kinds = votedKinds(workshop)
	const length = lengthClass(shown, (kinds ? KINDS_WIDTH : 0) + (turnout ? TURNOUT_WIDTH : 0))
	const joinLink = `${address}/join#${workshop.joinCode}`
	return (
		<main className={`${scene['scene']} ${styles['prompt']}`} data-theme="dark">
			<div className={styles['words']}>
				<h1 data-length={length}>
					<TextLines lines={shown} />
				</h1>
				<VotedKinds workshop={workshop} variant={length === 'full' ? 'small' : 'large'} />
				{turnout && (
					<div className={styles['turnout']} role="status">
						<TextLines
							lines={texts.map(({ locale, t }) => ({
								locale,
								text: t('scenes.voters', { voters: turnout.voted, people: turnout.people }),
							}))}
						/>
						<span className={styles['meter']} aria-hidden="true">
							<i style={{ inlineSize: `${(100 * turnout.voted) / Math.max(1, turnout.people)}%` }} />
						</span>
					</div>
				)}
				<SceneTimer
					timer={workshop.timer}
					clock={clock}
					workshop={workshop}
					isLarge={kinds === null || length !== 'full'}
				/>
			</div>
			<aside className={styles['door']}>
				{workshop.isJoiningClosed ? (
					<p className={styles['address']}>
						<TextLines lines={texts.map(({ locale, t }) => ({ locale, text: t('projector.joiningClosed') }))} />
					</p>
				) : (
					<>
						<QrCode className={styles['qr']} text={joinLink} label={joinLink} />
						<p className={styles['code']}>{formatJoinCode(workshop.joinCode)}</p>
						<p className={styles['address']}>{withoutScheme(address)}</p>
					</>
				)}
			</aside>
			<GroupProgress workshop={workshop} people={people} groups={currentSession(workshop)?.groups ?? []} />
			{isOffline && <OfflineBadge workshop={workshop} />}
		</main>
	)
}

/**
 * Returns the size class of a prompt, so that all of it fits. `beside` is the space that other
 * content takes, in letters.
 */
function lengthClass(lines: readonly TextLine[], beside: number): 'short' | 'middle' | 'long' | 'full' {
	const text = lines.reduce((sum, { text }) => sum + textWidth(text), 0)
	// A short prompt leaves enough room for the content below it.
	const room = text <= 80 ? text : text + beside
	return room <= 80 ? 'short' : room <= 200 ? 'middle' : room <= 420 ? 'long' : 'full'
}

interface GroupProgressProps {
	workshop: Workshop
	groups: readonly Group[]
	people: readonly Person[]
}

/** Groups larger than this show a number instead of a tick per person. */
const MAX_TICKS = 8
/** Number of groups above which all groups show numbers. */
const MAX_TICKED_GROUPS = 12

/** Number of groups above which only the total fits. */
const MAX_GROUPS = 18

/**
 * The number of people who are done, by group, as soon as one person is. Help requests are only
 * shown on the dashboard.
 */
function GroupProgress({ workshop, groups, people }: GroupProgressProps) {
	const texts = useProjectorTexts(workshop)
	const [first] = texts
	const populated = groups.flatMap((group) => {
		const board = findBoard(workshop, group.board)?.board
		const status = board && groupStatus(workshop, board, people)
		return status && status.people > 0 ? [{ group, ...status }] : []
	})
	const sum = (name: 'done' | 'people') => populated.reduce((total, status) => total + status[name], 0)
	const total = { done: sum('done'), people: sum('people') }
	if (total.done === 0) return null
	if (populated.length > MAX_GROUPS) {
		return (
			<p className={styles['all']}>
				<TextLines lines={texts.map(({ locale, t }) => ({ locale, text: t('scenes.done', total) }))} />
			</p>
		)
	}
	return (
		<ul className={styles['groups']}>
			<li>
				<b>{first?.t('scenes.done', total)}</b>
			</li>
			{populated.map(({ group, people: size, done }) => (
				<li key={group.id} data-done={done === size}>
					<span className={styles['name']}>{group.name}</span>
					<span role="img" aria-label={first?.t('scenes.done', { done, people: size })}>
						{size <= MAX_TICKS && populated.length <= MAX_TICKED_GROUPS ? (
							<>
								<b>{'✓'.repeat(done)}</b>
								{'·'.repeat(size - done)}
							</>
						) : (
							<b>
								{done}/{size}
							</b>
						)}
					</span>
				</li>
			))}
		</ul>
	)
}
