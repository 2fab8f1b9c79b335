import { formatJoinCode, type Workshop } from '@charrette/shared'
import type { ReactNode } from 'react'
import type { ServerClock } from '../session/serverClock.ts'
import { useReachableAddress } from '../workshop/useReachableAddress.ts'
import { OfflineMark } from './OfflineMark.tsx'
import styles from './Stage.module.css'
import { VotedKinds } from './VotedKinds.tsx'
import { WallTimer } from './WallTimer.tsx'

interface StageProps {
	workshop: Workshop
	/** The board's title. */
	title: string
	clock: ServerClock
	isOffline: boolean
	children: ReactNode
}

/** A board on the wall, under a slim strip that names it and tells late comers how to get in. */
export function Stage({ workshop, title, clock, isOffline, children }: StageProps) {
	const address = useReachableAddress().replace(/^https?:\/\//, '')
	return (
		<main className={styles['stage']}>
			<header className={styles['strip']}>
				<h1>{title}</h1>
				<span className={styles['workshop']}>{workshop.title}</span>
				<WallTimer timer={workshop.timer} clock={clock} workshop={workshop} />
				<span className={styles['door']}>
					{address} <b>{formatJoinCode(workshop.joinCode)}</b>
				</span>
			</header>
			<VotedKinds workshop={workshop} />
			<div className={styles['board']}>{children}</div>
			{isOffline && <OfflineMark workshop={workshop} />}
		</main>
	)
}
