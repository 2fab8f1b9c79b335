import { useEffect } from 'react'
import { Link } from 'wouter'
import type { Person } from '../../connection/useWorkshop.ts'
import { joinParts } from '../../i18n/listText.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { boardPath } from '../../navigation/paths.ts'
import { MuteButton } from '../../timer/MuteButton.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useDocumentTitle } from '../../ui/useDocumentTitle.ts'
import type { ControlProps } from '../useCommand.ts'
import styles from './tables.module.css'
import type { TableView } from './tableView.ts'
import { useHelpCalls } from './useHelpCalls.ts'

interface HelpCallsProps extends Pick<ControlProps, 'workshop'> {
	people: readonly Person[]
	view: TableView
	/** The title of the page. */
	title: string
}

/**
 * The people who ask for help, with their tables and the facilitators of these. Their number is in
 * the title of the page and on the icon of the installed app (BLOCK5).
 */
export function HelpCalls({ workshop, people, view, title }: HelpCallsProps) {
	const { t } = useTranslation('dashboard')
	const { me } = view
	const calls = useHelpCalls({ workshop, people, me })
	const isListed = workshop.facilitators?.some(({ id }) => id === me)
	const count = calls.length
	useDocumentTitle(count > 0 ? `(${count}) ${title}` : title)
	useEffect(() => {
		showBadge(count)
		return () => showBadge(0)
	}, [count])
	return (
		<div role="status">
			{count > 0 && (
				<div className={styles['calls']}>
					<Icon name="raised" size={18} />
					<strong>{t('people.needHelp', { count })}</strong>
					<ul>
						{calls.map(({ participant: { id, name }, group, facilitator }) => {
							const text = joinParts([group?.name ?? t('seating.unseated'), name])
							return (
								<li key={id}>
									{group ? <Link href={boardPath(workshop.id, group.board, 'facilitator')}>{text}</Link> : text}
									{facilitator && facilitator.id !== me && <small> {facilitator.name}</small>}
								</li>
							)
						})}
					</ul>
					{isListed && <MuteButton size="small" label={t('controls.silent')} />}
				</div>
			)}
		</div>
	)
}

/** Shows a number on the icon of the installed app; other pages have no badge. */
function showBadge(count: number): void {
	navigator.setAppBadge?.(count).catch(() => {})
}
