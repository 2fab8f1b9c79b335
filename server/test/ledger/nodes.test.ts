import { describeWithPostgres } from '../support/postgres.ts'
import { describeWithValkey } from '../support/programs.ts'
import { describeLedger } from './describeLedger.ts'
import { startNodes } from './topologies.ts'

describeWithPostgres('on PostgreSQL', () => {
	describeWithValkey('with Valkey', () => describeLedger('two nodes', startNodes))
})
