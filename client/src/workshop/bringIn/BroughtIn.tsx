import type { Imported, WorkshopId } from '@charrette/shared'
import { useEffect, useRef } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import type { BringInProps } from './BringInProps.ts'
import styles from './bringIn.module.css'
import { SkippedList } from './SkippedList.tsx'
import { useCounts } from './useCounts.ts'

interface BroughtInProps extends Pick<BringInProps, 'onClose'> {
	workshop: WorkshopId
	brought: Imported
	isBeside: boolean
	onShow: BringInProps['onShow']
	onTakeOut: BringInProps['onTakeOut']
	/** Takes the new boards away again. */
	onTakeAway: () => void
}

/** What came in, and what one may do with it now. */
export function BroughtIn({ workshop, brought, isBeside, onShow, onTakeOut, onTakeAway, onClose }: BroughtInProps) {
	const { t } = useTranslation('bring')
	const counts = useCounts(brought.boards)
	const words = useRef<HTMLParagraphElement>(null)
	useEffect(() => words.current?.focus(), [])
	const records = brought.boards.flatMap((board) => board.records)
	const choose = (act: BringInProps['onShow']) => {
		onClose()
		act?.(records)
	}
	return (
		<div className={styles['steps']}>
			<p ref={words} className={styles['done']} tabIndex={-1} role="status">
				<Icon name="check" size={20} /> {t(isBeside ? 'doneBeside' : 'doneNew', { what: counts })}
			</p>
			<SkippedList skipped={brought.skipped} more={brought.more} />
			{!isBeside && (
				<ul className={styles['boards']}>
					{brought.boards.map(({ id, title }) => (
						<li key={id}>
							<LinkButton href={`/w/${workshop}/desk/b/${id}`} size="small" icon="open">
								{title}
							</LinkButton>
						</li>
					))}
				</ul>
			)}
			<div className={styles['actions']}>
				{isBeside && onShow && (
					<Button look="primary" onClick={() => choose(onShow)}>
						{t('show')}
					</Button>
				)}
				{(!isBeside || onTakeOut) && (
					<Button icon="undo" onClick={() => (isBeside ? choose(onTakeOut) : onTakeAway())}>
						{t('takeOut')}
					</Button>
				)}
				<Button look="quiet" onClick={onClose}>
					{t('close')}
				</Button>
			</div>
		</div>
	)
}
