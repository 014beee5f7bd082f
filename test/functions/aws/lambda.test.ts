import { describeHookDeployer } from '../../contract/hook-deployer.contract.ts'
import { describeHookRunner } from '../../contract/hook-runner.contract.ts'
import { openLambda } from '../../support/aws/open-lambda.ts'

describeHookDeployer('Lambda (emulated)', openLambda)
describeHookRunner('Lambda (emulated)', openLambda)
