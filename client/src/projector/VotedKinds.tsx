import { type CardKind, currentSession, openRound, type Workshop } from '@charrette/shared'
import { KindIcon } from '../ui/KindIcon.tsx'
import { useWallTexts } from './useWallTexts.ts'
import styles from './VotedKinds.module.css'

/** From so many kinds on they are written smaller. */
const MANY_KINDS = 4

/** Which kinds of card may get dots now; null while no vote is open, or one on cards of every kind. */
export function votedKinds(workshop: Workshop): readonly CardKind[] | null {
	const session = currentSession(workshop)
	return (session && openRound(workshop, session.id)?.kinds) ?? null
}

interface VotedKindsProps {
	workshop: Workshop
	/** In one strip, or below a text; there `small` where the text is long. */
	look?: 'strip' | 'large' | 'small'
}

/** The kinds of card that may get dots, in the wall's languages; nothing where all may. */
export function VotedKinds({ workshop, look = 'strip' }: VotedKindsProps) {
	const texts = useWallTexts(workshop)
	const kinds = votedKinds(workshop)
	if (!kinds) return null
	return (
		<div className={styles['voted']} data-theme="dark" data-look={look} data-many={kinds.length >= MANY_KINDS}>
			{texts.map(({ locale, t }) => (
				<p key={locale} lang={locale}>
					{t('stage.dotsOn')}{' '}
					{kinds.map((kind) => (
						<b key={kind} data-kind={kind}>
							<KindIcon kind={kind} />
							{t(`stage.kinds.${kind}`)}{' '}
						</b>
					))}
				</p>
			))}
		</div>
	)
}
