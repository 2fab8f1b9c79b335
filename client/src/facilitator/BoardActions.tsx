import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import styles from './BoardActions.module.css'
import { BoardMenu } from './BoardMenu.tsx'
import type { BoardTileProps } from './BoardTileProps.ts'

type BoardActionsProps = Pick<BoardTileProps, 'credentials' | 'workshop' | 'board' | 'isOnWall' | 'isGathering' | 'run'>

/** What a facilitator does with one board: open it, show it, bring everyone to it, freeze it; the rest in a menu. */
export function BoardActions({ credentials, workshop, board, isOnWall, isGathering, run }: BoardActionsProps) {
	const { t } = useTranslation(['desk', 'app'])
	const named = (what: string) => ({ 'aria-label': t('app:named', { what, which: board.title }), title: what })
	return (
		<fieldset className={styles['actions']} aria-label={t('boards.actionsOf', { board: board.title })}>
			<LinkButton href={`/w/${credentials.workshop}/desk/b/${board.id}`} size="small" icon="open">
				{t('boards.open')}
			</LinkButton>
			<span className={styles['icons']}>
				<Button
					icon="projector"
					iconOnly
					size="small"
					look="quiet"
					aria-pressed={isOnWall}
					{...named(t(isOnWall ? 'boards.unproject' : 'boards.project'))}
					onClick={() => run({ type: 'spotlight.set', board: isOnWall ? null : board.id })}
				/>
				<Button
					icon="gather"
					iconOnly
					size="small"
					look="quiet"
					aria-pressed={isGathering}
					{...named(t(isGathering ? 'gathering.release' : 'boards.gather'))}
					onClick={() => run({ type: 'people.gather', board: isGathering ? null : board.id })}
				/>
				<Button
					icon={board.frozen ? 'thaw' : 'freeze'}
					iconOnly
					size="small"
					look="quiet"
					aria-pressed={board.frozen}
					{...named(t(board.frozen ? 'boards.thaw' : 'boards.freeze'))}
					onClick={() => run({ type: 'boards.freeze', frozen: !board.frozen, boards: [board.id] })}
				/>
				<BoardMenu credentials={credentials} workshop={workshop} board={board} run={run} />
			</span>
		</fieldset>
	)
}
