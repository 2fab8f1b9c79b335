import { countCards } from '@charrette/shared'
import { Link } from 'wouter'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useDigest } from '../session/useDigest.ts'
import { Icon } from '../ui/Icon.tsx'
import { Avatars } from '../workshop/Avatars.tsx'
import { BoardActions } from './BoardActions.tsx'
import { BoardFigures } from './BoardFigures.tsx'
import { BoardPulse } from './BoardPulse.tsx'
import styles from './BoardTile.module.css'
import type { BoardTileProps } from './BoardTileProps.ts'

/** One board of the wall: its cards in small, its figures, who is there, and what can be done with it. */
export function BoardTile(props: BoardTileProps) {
	const { credentials, board, digests, held, clock, signals, people, isWrittenInPrivate, isOnWall } = props
	const { t } = useTranslation('desk')
	const digest = useDigest(digests, board.id)
	// "0 cards" would be wrong to say of a board that people write for.
	const saysNone = held === undefined
	const cards = digest && countCards(digest)
	return (
		<li className={styles['tile']} data-on-wall={isOnWall} data-help={signals.help > 0}>
			<Link href={`/w/${credentials.workshop}/desk/b/${board.id}`} className={styles['preview']}>
				<span className="visuallyHidden">{t('boards.openNamed', { board: board.title })}</span>
				<BoardFigures digest={digest} saysNone={saysNone} />
				<span className={styles['badges']}>
					{board.frozen && (
						<span className={styles['frozen']}>
							<Icon name="freeze" size={14} />
							{t('boards.frozen')}
						</span>
					)}
					{isOnWall && (
						<span className={styles['onWall']}>
							<Icon name="projector" size={14} />
							{t('boards.onWall')}
						</span>
					)}
				</span>
			</Link>
			<div className={styles['meta']}>
				<h3>{board.title}</h3>
				<span>{cards !== null && (cards > 0 || saysNone) && t('boards.cards', { count: cards })}</span>
			</div>
			<BoardPulse
				digest={digest}
				held={held}
				isMissed={board.group !== null && !isWrittenInPrivate}
				signals={signals}
				clock={clock}
			/>
			<div className={styles['people']}>
				{people.length > 0 ? <Avatars faces={people} max={6} /> : <span>{t('boards.nobody')}</span>}
			</div>
			<BoardActions {...props} />
		</li>
	)
}
