import { currentPhase, currentSession, formatJoinCode } from '@charrette/shared'
import type { Person } from '../session/useWorkshop.ts'
import { QrCode } from '../ui/QrCode.tsx'
import { useReachableAddress } from '../workshop/useReachableAddress.ts'
import { GroupProgress } from './GroupProgress.tsx'
import { Lines } from './Lines.tsx'
import { OfflineMark } from './OfflineMark.tsx'
import styles from './PromptScene.module.css'
import scene from './Scene.module.css'
import type { SceneProps } from './Scene.tsx'
import { VotedKinds, votedKinds } from './VotedKinds.tsx'
import { WallTimer } from './WallTimer.tsx'
import { roomOf, titleLines, type WallLine, wallLines } from './wallLines.ts'

/** What the kinds that are voted on take, in letters. */
const KINDS_ROOM = 100

interface PromptSceneProps extends SceneProps {
	people: readonly Person[]
	/** Stands in for the phase's prompt. */
	lines?: readonly WallLine[]
}

/** What to do now, in large and in two languages; the time, the way in, and how far each group is. */
export function PromptScene({ workshop, clock, people, isOffline, lines }: PromptSceneProps) {
	const address = useReachableAddress()
	const phase = currentPhase(workshop)
	const prompt = phase ? wallLines(phase.prompt, workshop) : []
	const shown = lines ?? (prompt.length > 0 ? prompt : titleLines(workshop))
	const kinds = votedKinds(workshop)
	const length = lengthOf(shown, kinds ? KINDS_ROOM : 0)
	const joinLink = `${address}/join#${workshop.joinCode}`
	return (
		<main className={`${scene['scene']} ${styles['prompt']}`} data-theme="dark">
			<div className={styles['words']}>
				<h1 data-length={length}>
					<Lines lines={shown} />
				</h1>
				<VotedKinds workshop={workshop} look={length === 'full' ? 'small' : 'large'} />
				<WallTimer
					timer={workshop.timer}
					clock={clock}
					workshop={workshop}
					isLarge={kinds === null || length !== 'full'}
				/>
			</div>
			<aside className={styles['door']}>
				<QrCode className={styles['qr']} text={joinLink} label={joinLink} />
				<p className={styles['code']}>{formatJoinCode(workshop.joinCode)}</p>
				<p className={styles['address']}>{address.replace(/^https?:\/\//, '')}</p>
			</aside>
			<GroupProgress workshop={workshop} people={people} groups={currentSession(workshop)?.groups ?? []} />
			{isOffline && <OfflineMark workshop={workshop} />}
		</main>
	)
}

/** So that a long prompt is there whole, it is written smaller. */
function lengthOf(lines: readonly WallLine[], beside: number): 'short' | 'middle' | 'long' | 'full' {
	const text = lines.reduce((sum, { text }) => sum + roomOf(text), 0)
	// A short one leaves room enough for what stands below it.
	const room = text <= 80 ? text : text + beside
	return room <= 80 ? 'short' : room <= 200 ? 'middle' : room <= 420 ? 'long' : 'full'
}
