import { useTranslation } from '../i18n/useTranslation.ts'
import { useList } from './ListContext.ts'
import styles from './list.module.css'
import { OutlineSection } from './OutlineSection.tsx'
import type { OutlineGroup } from './outline.ts'

interface OutlineProps {
	groups: readonly OutlineGroup[]
	/** The card that Tab leads to. */
	current: string | null
	writing: string | null
	/** Who else writes in which card. */
	typers: ReadonlyMap<string, string>
}

/** All clusters and cards, one under the other; what to do where there are none. */
export function Outline({ groups, ...at }: OutlineProps) {
	const { canEdit, onKeyDown } = useList()
	const { t } = useTranslation('board')
	const shown = groups.filter(({ id, rows }) => id !== null || rows.length > 0)
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the cards inside
		<div className={styles['outline']} onKeyDown={onKeyDown}>
			{shown.length === 0 && <p className={styles['empty']}>{t(canEdit ? 'list.empty' : 'empty.view')}</p>}
			{shown.map((group) => (
				<OutlineSection key={group.id} group={group} isOnly={groups.length === 1} {...at} />
			))}
		</div>
	)
}
