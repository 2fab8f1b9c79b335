import { REACTIONS } from '@charrette/shared'
import { useEditor } from '@tldraw/tldraw'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Popover } from '../ui/Popover.tsx'
import { sendReaction } from './sendReaction.ts'
import styles from './together.module.css'

/** A few faces to answer with, without a word. It stays open: applause comes in bursts. */
export function ReactionButton() {
	const { t } = useTranslation('board')
	return (
		<Popover icon="smile" label={t('write.react')}>
			{() => <Reactions />}
		</Popover>
	)
}

/** The reactions there are, one button each. */
export function Reactions() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	return (
		<div className={styles['reactions']}>
			{REACTIONS.map((emoji) => (
				<button
					key={emoji}
					type="button"
					aria-label={t('write.reactWith', { emoji })}
					onClick={() => sendReaction(editor, emoji)}
				>
					{emoji}
				</button>
			))}
		</div>
	)
}
