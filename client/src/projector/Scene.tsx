import { formatJoinCode, type Workshop } from '@charrette/shared'
import type { ReactNode } from 'react'
import type { ServerClock } from '../session/serverClock.ts'
import { useReachableAddress } from '../workshop/useReachableAddress.ts'
import { Lines } from './Lines.tsx'
import { OfflineMark } from './OfflineMark.tsx'
import styles from './Scene.module.css'
import { VotedKinds } from './VotedKinds.tsx'
import { WallTimer } from './WallTimer.tsx'
import { titleLines } from './wallLines.ts'

/** What every scene of the wall is made from. */
export interface SceneProps {
	workshop: Workshop
	clock: ServerClock
	isOffline: boolean
}

/** A scene of the wall under a slim strip: what it is, how much time is left, and how late comers get in. */
export function Scene({
	workshop,
	clock,
	isOffline,
	title,
	children,
}: SceneProps & { title?: ReactNode; children: ReactNode }) {
	const address = useReachableAddress().replace(/^https?:\/\//, '')
	return (
		<main className={styles['scene']} data-theme="dark">
			<header className={styles['strip']}>
				<h1>{title ?? <Lines lines={titleLines(workshop)} />}</h1>
				<WallTimer timer={workshop.timer} clock={clock} workshop={workshop} />
			</header>
			<VotedKinds workshop={workshop} />
			<div className={styles['body']}>{children}</div>
			<footer className={styles['door']}>
				{address} <b>{formatJoinCode(workshop.joinCode)}</b>
			</footer>
			{isOffline && <OfflineMark workshop={workshop} />}
		</main>
	)
}
