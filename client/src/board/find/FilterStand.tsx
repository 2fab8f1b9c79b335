import { useEditor, useValue } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { contentOf } from '../contentOf.ts'
import { NO_FILTER } from './Filter.ts'
import { filterOf, passingCards } from './filterOf.ts'
import styles from './find.module.css'

/** How many cards the filter lets be seen, and the way back to all of them. Nothing while there is no filter. */
export function FilterStand() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const shown = useValue('passing', () => passingCards(editor)?.size ?? null, [editor])
	const count = useValue('all', () => contentOf(editor).get().cards.length, [editor])
	return (
		<p className={styles['stand']} role="status">
			{shown !== null && (
				<>
					<span>{t('see.shown', { shown, count })}</span>
					<button type="button" onClick={() => filterOf(editor).set(NO_FILTER)}>
						{t('see.clear')}
					</button>
				</>
			)}
		</p>
	)
}
